/** The whole way in the real window, with everything logged that can be; then every secret of it is looked for. */

import { expect } from 'vitest';

import { journey, type Scene } from '../harness/scene';
import { type Secret, Traces } from '../harness/traces';
import { until } from '../harness/until';
import * as walk from '../walk';

journey('no secret of a whole way is in a process’s arguments, in what crosses to the page, in a log or in a file', { env: { RUST_LOG: 'trace' } }, async (scene) => {
  const traces = new Traces(scene);
  try {
    traces.watchProcesses();
    await goTheWholeWay(scene, traces);
  } finally {
    traces.stop();
  }

  // What is looked for exists, and where it is looked for something is.
  const secrets = scene.desktop.secrets();
  for (const kind of ['code', 'verifier', 'access_token', 'refresh_token', 'id_token'] satisfies Secret['kind'][])
    expect(secrets.filter((one) => one.kind === kind), kind).not.toEqual([]);
  for (const [place, words] of [
    ['openers', 'code_challenge='],
    ['openers', 'mailto:it@northbank.example'],
    ['args of greenlight', '--demo'],
    ['args of WebKitWebProcess', 'WebKitWebProcess'],
    ['env of WebKitNetworkProcess', 'RUST_LOG=trace'],
    ['page', 'first {'],
    ['page', 'sent ipc://localhost/act {"intent":{"do":"check_now"}}'],
    ['page', 'answered {'],
    ['page', 'told {"event":"changed"'],
    ['clipboard', 'admin_approval_required'],
    ['logs/WebKitWebDriver.log', ' TRACE '],
    ['data/greenlight/logs/greenlight.log', 'answered'],
    ['data/greenlight/demo/journey.json', 'stage'],
  ] as const)
    expect(traces.holds(place, words), `“${words}” in ${place}`).toBe(true);

  expect(traces.holding(secrets)).toEqual([]);

  // A look that finds what is put there: in the middle of other words, and half of it.
  const token = secrets.find((one) => one.kind === 'refresh_token')?.secret ?? '';
  traces.leave('a log', `Authorization: Bearer ${token}`);
  traces.leave('a crash', `…${token.slice(token.length / 2)}`);
  expect(traces.holding(secrets)).toEqual(['refresh_token in a log', 'refresh_token in a crash']);
});

async function goTheWholeWay(scene: Scene, traces: Traces): Promise<void> {
  const { copy, desktop } = scene;
  await traces.listen();
  const page = await walk.toTheWall(scene);
  await walk.returnFromTheWall(scene, page);
  await walk.verdict(scene);
  await scene.window.press(copy.blocked.details.copy);
  traces.leave('clipboard', await until('the details for support', () => desktop.clipboard()));
  await walk.blocked(scene);
  await walk.askByMailApp(scene);
  await scene.window.press(copy.compose.sent);
  await walk.waiting(scene);
  await traces.look();

  // The next process finds the account in the key store and redeems what is there.
  await scene.killAndReopen();
  await traces.listen();
  await scene.window.at('waiting');
  await walk.decideOnAdminPage(scene, 'approve');
  await scene.window.press(copy.waiting.checkNow);
  await walk.connected(scene);
  await traces.look();
}
