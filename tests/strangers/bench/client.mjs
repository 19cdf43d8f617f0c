/**
 * MSAL Node as an app uses it, for measuring. Lines of JSON in, {"do": "interactive" | "forget"}, and out. Tokens are kept in
 * the key store, the way Microsoft's own extension does it, or in a readable file.
 */

import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { PublicClientApplication } from '@azure/msal-node';

const [authority, clientId, file, place] = process.argv.slice(2);
const cache = place === 'key-store' ? { cachePlugin: await keyStore() } : {};
const app = new PublicClientApplication({ auth: { clientId, authority, knownAuthorities: [new URL(authority).host] }, cache });
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

async function keyStore() {
  const { DataProtectionScope, PersistenceCachePlugin, PersistenceCreator } = await import('@azure/msal-node-extensions');
  const persistence = await PersistenceCreator.createPersistence({
    cachePath: file,
    dataProtectionScope: DataProtectionScope.CurrentUser,
    serviceName: 'greenlight-bench',
    accountName: 'msal-node',
    usePlaintextFileOnLinux: false,
  });
  return new PersistenceCachePlugin(persistence);
}

const acts = {
  interactive: async ({ scopes }) => {
    await app.acquireTokenInteractive({ scopes, openBrowser: async (url) => say({ open: url }) });
    if (place === 'file') writeFileSync(file, app.getTokenCache().serialize(), { mode: 0o600 });
    return 'signed in';
  },
  forget: async () => {
    const accounts = await app.getTokenCache().getAllAccounts();
    for (const account of accounts) await app.getTokenCache().removeAccount(account);
    return `${accounts.length} forgotten`;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: act, ...order } = JSON.parse(line);
  say({ answer: await acts[act](order).catch(String) });
}
