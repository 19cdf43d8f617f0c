/** Microsoft's Graph client library for JavaScript reads a calendar and follows its changes. */

import { expect, onTestFinished, test } from 'vitest';

import { Person } from '../harness/browser';
import { Stranger } from '../harness/stranger';
import { Tenant } from '../harness/tenant';

const WEEK = () => {
  const from = new Date();
  from.setUTCHours(0, 0, 0, 0);
  const to = new Date(from.getTime() + 14 * 86_400_000);
  return `startDateTime=${from.toISOString()}&endDateTime=${to.toISOString()}`;
};

interface Item {
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  readonly subject?: string;
  readonly '@removed'?: { readonly reason: string };
}

test('the Graph client lists calendars, pages a calendar view and follows its changes', async () => {
  const tenant = await Tenant.serve('open');
  const person = await Person.of(tenant);
  const node = Stranger.meet('MSAL Node', tenant.card);
  const client = Stranger.meet('Graph client', tenant.card);
  onTestFinished(async () => {
    node.leave();
    client.leave();
    await person.close();
    await tenant.stop();
  });
  const tokens = await node.does({ do: 'interactive', scopes: ['User.Read', 'Calendars.ReadWrite'] }, async ({ open }) => {
    await person.goesThrough(open);
  });
  const token = tokens.access_token;
  expect(token, tokens.error_description).toBeDefined();
  const all = async (path: string, headers: object = {}) => {
    const said = await client.does({ do: 'all', path, headers, token });
    expect(said.error, said.error_description).toBeUndefined();
    return said as unknown as { items: Item[]; pages: number; delta?: string };
  };

  const calendars = await all('/me/calendars');
  expect(calendars.items.map(({ name }) => name)).toEqual(['Calendar', 'Client visits', 'Personal', 'Birthdays']);

  const view = await all(`/me/calendarView?${WEEK()}&$top=4&$select=subject,type`);
  expect(view.pages).toBeGreaterThan(2);
  expect(new Set(view.items.map(({ id }) => id)).size).toBe(view.items.length);

  const first = await all(`/me/calendarView/delta?${WEEK()}`, { Prefer: 'odata.maxpagesize=4' });
  expect(first.pages).toBeGreaterThan(1);
  const times = first.items.filter(({ type }) => type !== 'seriesMaster').map(({ id }) => id);
  expect(times.sort()).toEqual(view.items.map(({ id }) => id).sort());

  const [renamed, deleted] = first.items.filter(({ type }) => type === 'singleInstance');
  await client.does({ do: 'patch', path: `/me/events/${renamed?.id}`, body: { subject: 'Renamed' }, token });
  await client.does({ do: 'delete', path: `/me/events/${deleted?.id}`, token });
  const second = await all(first.delta ?? '');
  expect(second.items).toHaveLength(2);
  expect(second.items.find(({ id }) => id === renamed?.id)?.subject).toBe('Renamed');
  expect(second.items.find(({ id }) => id === deleted?.id)?.['@removed']).toEqual({ reason: 'deleted' });

  await tenant.control('expire-sync-tokens');
  const lost = await client.does({ do: 'all', path: second.delta, headers: {}, token });
  expect(lost).toMatchObject({ error: 'SyncStateNotFound', error_codes: 410 });
  expect(await tenant.unexpected()).toEqual([]);
});
