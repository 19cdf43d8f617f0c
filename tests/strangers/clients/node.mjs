/** MSAL Node, unmodified, told what to do in lines of JSON: {"do": ..., "scopes": [...]} in, what it answers out. */

import { createInterface } from 'node:readline';

import { PublicClientApplication } from '@azure/msal-node';

const [authority, clientId] = process.argv.slice(2);
const app = new PublicClientApplication({ auth: { clientId, authority, knownAuthorities: [new URL(authority).host] } });
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const account = async () => (await app.getTokenCache().getAllAccounts())[0];

const acts = {
  interactive: ({ scopes, hint }) =>
    app.acquireTokenInteractive({ scopes, loginHint: hint, openBrowser: async (url) => say({ open: url }) }),
  silent: async ({ scopes, fresh }) => app.acquireTokenSilent({ scopes, account: await account(), forceRefresh: fresh ?? false }),
  device: ({ scopes }) =>
    app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri }) => say({ open: verificationUri, code: userCode }),
    }),
};

/** In the words of the token endpoint, whichever class of error it came as. */
function refusal(error) {
  const { errorCode, errorMessage, subError, errorNo } = error;
  return { error: errorCode ?? error.name, error_description: errorMessage ?? error.message, suberror: subError, error_codes: errorNo };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { do: act, ...order } = JSON.parse(line);
  try {
    const { scopes, idTokenClaims, fromCache, accessToken } = await acts[act](order);
    say({ answer: { access_token: accessToken, id_token_claims: idTokenClaims, scope: scopes.join(' '), from_cache: fromCache } });
  } catch (error) {
    say({ answer: refusal(error) });
  }
}
