/** Microsoft's Graph client library, unmodified, told what to do in lines of JSON; what it answers goes out. */

import { createInterface } from 'node:readline';

import { Client, PageIterator } from '@microsoft/microsoft-graph-client';

const [graph] = process.argv.slice(2);
const base = new URL(graph);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** Its own options say where Graph is and that its host may have the token. */
const client = (token) =>
  Client.initWithMiddleware({
    baseUrl: `${base.origin}/graph/`,
    customHosts: new Set([base.hostname]),
    authProvider: { getAccessToken: async () => token },
  });

const acts = {
  all: async ({ path, headers, token }) => {
    const graph = client(token);
    const items = [];
    const first = await graph.api(path).headers(headers).get();
    const iterator = new PageIterator(graph, first, (item) => items.push(item) > 0, { headers });
    await iterator.iterate();
    // The library turns pages by itself: how many there were is how often it asked.
    return { items, pages: asked, delta: iterator.getDeltaLink() };
  },
  patch: ({ path, body, token }) => client(token).api(path).patch(body),
  delete: async ({ path, token }) => (await client(token).api(path).delete()) ?? {},
};

let asked = 0;
const plain = globalThis.fetch;
globalThis.fetch = (...request) => {
  asked += 1;
  return plain(...request);
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: act, ...order } = JSON.parse(line);
  asked = 0;
  try {
    say({ answer: await acts[act](order) });
  } catch (error) {
    say({ answer: { error: error.code ?? error.name, error_description: error.message, error_codes: error.statusCode } });
  }
}
