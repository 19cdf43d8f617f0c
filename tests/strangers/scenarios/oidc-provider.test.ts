/** Our client at a server that nobody here wrote: signs in, refreshes, signs out. */

import { expect, onTestFinished, test } from 'vitest';

import { APPOINTMENT, Authority } from '../harness/authority';
import { Person } from '../harness/browser';
import { Session } from '../harness/session';

async function meet() {
  const authority = await Authority.open();
  const session = await Session.start();
  const person = await Person.of(authority);
  onTestFinished(async () => {
    await person.close();
    await session.end();
    await authority.close();
  });
  const ctl = (...args: string[]) => session.greenlightctl([...args, ...authority.place]);
  const connect = async (decide: (scopes: string) => 'accept' | 'cancel') => {
    const headings: string[] = [];
    const ended = await session.greenlightctl(
      ['connect', '--no-browser', '--email', authority.person.upn, ...authority.place],
      async (url) => {
        expect(new URL(url).pathname).toBe(`/${authority.tenant}/oauth2/v2.0/authorize`);
        headings.push(await authority.walk(await person.open(url), decide));
      },
    );
    return { ...ended, headings };
  };
  return { authority, ctl, connect };
}

const accounts = (said: readonly string[]) => (JSON.parse(said.join('')) as { accounts: object[] }).accounts;

test('it signs in over two legs in one tab, refreshes with every token used once, and signs out', async () => {
  const { authority, ctl, connect } = await meet();

  const asked: boolean[] = [];
  const connected = await connect((scopes) => {
    asked.push(scopes.includes('Calendars.ReadWrite'));
    return 'accept';
  });
  expect(authority.refused).toEqual([]);
  expect([connected.code, connected.lines.at(-1)]).toEqual([0, 'connected']);
  expect(connected.headings).toHaveLength(1);
  expect(asked).toEqual([false, true]);
  expect(authority.granted).toEqual(['authorization_code', 'authorization_code']);

  const known = await ctl('accounts', '--json');
  const { upn, name, oid } = authority.person;
  expect(accounts(known.lines)).toEqual([{ tenant: authority.tenant, object: oid, name, username: upn }]);

  // This server ends the session when a refresh token comes twice: the second and third time show that the one before
  // was kept.
  for (let round = 1; round <= 3; round += 1) {
    const week = await ctl('calendar', '--json');
    expect(week.code).toBe(0);
    expect(JSON.parse(week.lines.join(''))).toMatchObject({ events: [{ subject: APPOINTMENT }] });
    expect(authority.granted.slice(2)).toEqual(Array(round).fill('refresh_token'));
  }

  expect(await ctl('sign-out')).toEqual({ code: 0, lines: ['1 forgotten'] });
  const after = await ctl('accounts', '--json');
  expect([after.code, accounts(after.lines)]).toEqual([1, []]);
  expect((await ctl('calendar')).code).toBe(1);
  expect(authority.granted).toHaveLength(5);
  expect(authority.refused).toEqual([]);
});

test('a no to the calendar is no connection, and who signed in is kept', async () => {
  const { authority, ctl, connect } = await meet();
  const ended = await connect((scopes) => (scopes.includes('Calendars.ReadWrite') ? 'cancel' : 'accept'));
  expect([ended.code, ended.lines.at(-1)]).toEqual([1, 'blocked']);
  expect(authority.granted).toEqual(['authorization_code']);
  const known = await ctl('accounts', '--json');
  expect(accounts(known.lines)).toMatchObject([{ username: authority.person.upn }]);
  // What leg one brought holds no calendar, and the server says so.
  expect((await ctl('calendar')).code).toBe(1);
  expect(authority.refused.at(-1)).toContain('invalid_scope');
});

test('a session that the server has ended is refused once, and the account can sign in again', async () => {
  const { authority, ctl, connect } = await meet();
  expect((await connect(() => 'accept')).code).toBe(0);
  await authority.endSessions();
  expect((await ctl('calendar')).code).toBe(1);
  expect(authority.refused).toEqual(['invalid_grant']);
  expect((await connect(() => 'accept')).code).toBe(0);
  expect((await ctl('calendar')).code).toBe(0);
});
