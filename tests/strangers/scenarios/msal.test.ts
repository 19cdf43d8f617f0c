/** Microsoft's client libraries sign in, stay signed in, and hear what they should where they may not. */

import { describe, expect, onTestFinished, test } from 'vitest';

import { Person } from '../harness/browser';
import { type Library, Stranger } from '../harness/stranger';
import { Tenant } from '../harness/tenant';

const SIGN_IN = ['User.Read'];
const CALENDAR = ['User.Read', 'Calendars.ReadWrite'];
const LIBRARIES: Library[] = ['MSAL Python', 'MSAL Node'];

async function meet(library: Library, scenario: string) {
  const tenant = await Tenant.serve(scenario);
  const person = await Person.of(tenant);
  const stranger = Stranger.meet(library, tenant.card);
  onTestFinished(async () => {
    stranger.leave();
    await person.close();
    await tenant.stop();
  });
  return { tenant, person, stranger };
}

describe.each(LIBRARIES)('%s', (library) => {
  test('signs in with the authorization code, then silently from its cache and by refresh', async () => {
    const { tenant, person, stranger } = await meet(library, 'open');
    const tokens = await stranger.does({ do: 'interactive', scopes: CALENDAR }, async ({ open }) => {
      const asked = new URL(open).searchParams;
      expect([asked.get('response_mode'), asked.get('code_challenge_method')]).toEqual(['form_post', 'S256']);
      await person.goesThrough(open);
    });
    expect(tokens.error, tokens.error_description).toBeUndefined();
    expect(tokens.id_token_claims).toMatchObject({ tid: tenant.card.tenant, preferred_username: tenant.person.upn, ver: '2.0' });
    expect(tokens.scope).toContain('Calendars.ReadWrite');

    const cached = await stranger.does({ do: 'silent', scopes: CALENDAR });
    expect(cached.access_token).toBe(tokens.access_token);
    const fresh = await stranger.does({ do: 'silent', scopes: CALENDAR, fresh: true });
    expect(fresh.error, fresh.error_description).toBeUndefined();
    expect(fresh.access_token).not.toBe(tokens.access_token);
    expect(await tenant.unexpected()).toEqual([]);
  });

  test('signs in by device code', async () => {
    const { tenant, person, stranger } = await meet(library, 'open');
    const tokens = await stranger.does({ do: 'device', scopes: CALENDAR }, async ({ open, code }) => {
      expect(await person.goesThrough(open, code)).toBe('You are signed in on your device');
    });
    expect(tokens.error, tokens.error_description).toBeUndefined();
    expect(tokens.id_token_claims).toMatchObject({ preferred_username: tenant.person.upn });
    expect(await tenant.unexpected()).toEqual([]);
  });

  test('hears consent_required for what only an admin can grant, and gets it once one has', async () => {
    const { tenant, person, stranger } = await meet(library, 'managed-policy');
    const signedIn = await stranger.does({ do: 'interactive', scopes: SIGN_IN }, async ({ open }) => {
      await person.goesThrough(open);
    });
    expect(signedIn.error, signedIn.error_description).toBeUndefined();

    const refused = await stranger.does({ do: 'silent', scopes: CALENDAR, fresh: true });
    expect(refused.suberror).toBe('consent_required');
    expect(`${String(refused.error_codes)} ${refused.error_description}`).toContain('65001');

    const back = await stranger.does({ do: 'interactive', scopes: CALENDAR, hint: tenant.person.upn }, async ({ open }) => {
      const wall = await person.open(open);
      expect(await wall.textContent('h1')).toBe('Need admin approval');
      expect(await wall.textContent('details')).toContain('AADSTS90094');
      await wall.click('#return');
    });
    expect(back.error).toBe('access_denied');

    await tenant.control('approve');
    // Interactively: MSAL Python answers a refused refresh from its own memory for a minute.
    const granted = await stranger.does({ do: 'interactive', scopes: CALENDAR, hint: tenant.person.upn }, async ({ open }) => {
      await person.goesThrough(open);
    });
    expect(granted.error, granted.error_description).toBeUndefined();
    expect(granted.scope).toContain('Calendars.ReadWrite');
    expect(await tenant.unexpected()).toEqual([]);
  });
});
