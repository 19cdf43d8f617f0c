/**
 * An identity platform that shares nothing with ours: `oidc-provider`, which the OpenID Foundation certified, at the
 * addresses Entra has. Strict where Entra is lax: a refresh token that comes a second time ends the whole session.
 */

import { generateKeyPairSync } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import Provider from 'oidc-provider';
import type { Page } from 'playwright-core';

const TENANT = '2f6d0b9c-6c0e-4bb1-9d0a-5d6e7f1c8a43';
const DOMAIN = 'harbour.example';
const CLIENT = '7b0c6a54-51f0-4b0e-8f56-0c6f5d0b9e21';
const PERSON = { upn: `ines.okafor@${DOMAIN}`, name: 'Ines Okafor', oid: 'c0b7a1de-6f4b-4a38-9a6c-3d1b2f5e8d90' };

const DAY = 86_400;

/** The one appointment in her calendar. */
export const APPOINTMENT = 'Tide tables, with Bo';

/** The button a person presses when an app asks for permissions. */
type Decision = 'accept' | 'cancel';

export class Authority {
  /** What the token endpoint was asked for and gave, in order. */
  readonly granted: string[] = [];
  /** Whatever the server refused, in its own words. */
  readonly refused: string[] = [];
  /** Ids of every permission given; the library lists none. */
  readonly #grants = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly provider: Provider,
    readonly origin: string,
  ) {
    provider.on('grant.success', ({ oidc }) => this.granted.push(String(oidc.params?.['grant_type'])));
    provider.on('grant.saved', ({ jti }: { jti: string }) => this.#grants.add(jti));
    const refuse = (_: unknown, error: Error) => this.refused.push(error.message);
    provider.on('authorization.error', refuse);
    provider.on('grant.error', refuse);
    provider.on('server_error', refuse);
    server.on('request', (asked, answer) => void this.#answer(asked, answer));
  }

  static async open(): Promise<Authority> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    return new Authority(server, provider(origin), origin);
  }

  readonly tenant = TENANT;
  readonly person = PERSON;

  /** What `greenlightctl` is told to find it. */
  get place(): string[] {
    return ['--authority', this.origin, '--graph', `${this.origin}/graph/v1.0`, '--client-id', CLIENT];
  }

  /** Signs in and answers every question until the app's own page is there. Answers its heading. */
  async walk(page: Page, decide: (scopes: string) => Decision): Promise<string> {
    const [asksForPassword, asksForConsent] = ['[name=password]', '[name=prompt][value=consent]'];
    for (;;) {
      await page.locator(`${asksForPassword}, ${asksForConsent}, main > h1`).first().waitFor({ state: 'attached' });
      if ((await page.locator(asksForPassword).count()) > 0) {
        await page.fill('[name=password]', 'any will do');
        await Promise.all([page.waitForNavigation(), page.click('[type=submit]')]);
      } else if ((await page.locator(asksForConsent).count()) > 0) {
        const decision = decide((await page.textContent('body')) ?? '');
        await Promise.all([page.waitForNavigation(), page.click(decision === 'accept' ? '[type=submit]' : 'a[href$="/abort"]')]);
      } else {
        return (await page.textContent('main > h1')) ?? '';
      }
    }
  }

  /** As after a password change: nothing that was given out is good any more. */
  async endSessions(): Promise<void> {
    for (const id of this.#grants) await (await this.provider.Grant.find(id))?.destroy();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  async #answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { pathname } = new URL(asked.url ?? '/', this.origin);
    if (pathname.startsWith('/graph/v1.0/')) return this.#graph(pathname, asked, answer);
    // A domain is as good as the tenant's id, for finding the tenant only.
    if (new RegExp(`^/(${TENANT}|${DOMAIN})/v2\\.0/\\.well-known/`).test(pathname)) {
      asked.url = pathname.replace(/^.*\/v2\.0/, '');
    }
    await this.provider.callback()(asked, answer);
  }

  /** The two calendar requests our client makes, for whoever holds a token that this provider gave out for them. */
  async #graph(path: string, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const reply = (status: number, body: object) => {
      answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const token = await this.provider.AccessToken.find(asked.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (token === undefined) return reply(401, { error: { code: 'InvalidAuthenticationToken' } });
    if (!token.scopes.has('Calendars.ReadWrite')) return reply(403, { error: { code: 'ErrorAccessDenied' } });
    const at = (hour: string) => ({ dateTime: `2030-01-07T${hour}:00:00.0000000`, timeZone: 'UTC' });
    switch (path) {
      case '/graph/v1.0/me/calendars':
        return reply(200, { value: [{ id: 'one', name: 'Calendar', isDefaultCalendar: true, canEdit: true }] });
      case '/graph/v1.0/me/calendars/one/calendarView':
        return reply(200, { value: [{ id: 'a', subject: APPOINTMENT, start: at('09'), end: at('10') }] });
      default:
        return reply(404, { error: { code: 'ErrorItemNotFound' } });
    }
  }
}

function provider(origin: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(`${origin}/${TENANT}/v2.0`, {
    routes: {
      authorization: `/${TENANT}/oauth2/v2.0/authorize`,
      token: `/${TENANT}/oauth2/v2.0/token`,
      jwks: `/${TENANT}/discovery/v2.0/keys`,
    },
    clients: [
      {
        client_id: CLIENT,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: ['http://localhost'],
      },
    ],
    scopes: ['openid', 'profile', 'offline_access', 'User.Read', 'Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'],
    claims: { openid: ['sub', 'tid', 'oid'], profile: ['name', 'preferred_username'] },
    // As Entra does: who signed in stands in the id_token, and `offline_access` takes no `prompt=consent`.
    conformIdTokenClaims: false,
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    findAccount: async (_, login) => ({
      accountId: login,
      claims: async () => ({ sub: login, tid: TENANT, oid: PERSON.oid, name: PERSON.name, preferred_username: login }),
    }),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig', alg: 'RS256' }] },
    // Stated, or the library asks for it at every start.
    ttl: { Interaction: 600, Session: DAY, Grant: DAY, AuthorizationCode: 60, AccessToken: 3600, IdToken: 3600, RefreshToken: DAY },
    cookies: { keys: ['signs cookies of this run only'] },
  });
}
