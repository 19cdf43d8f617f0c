/** Power cuts, broken files, a second start. */

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

import { expect } from 'vitest';

import { type Scene, journey } from '../harness/scene';
import { until } from '../harness/until';
import { binary } from '../harness/window';
import * as walk from '../walk';

journey('kill -9 at any stage comes back to the same stage with nothing lost', {}, async (scene) => {
  await walk.welcome(scene);
  await scene.window.at('address');
  await scene.window.fill(scene.copy.address.label, 'nora.ta');
  await keptAt(scene, 'nora.ta');
  await survives(scene, 'address');
  expect((await scene.window.screen('address')).typed).toBe('nora.ta');
  await walk.address(scene);
  await scene.window.at('permissions');
  await survives(scene, 'permissions');

  await scene.window.press(scene.copy.permissions.signIn);
  await scene.window.at('browser');
  await survives(scene, 'browser');
  await scene.window.waitToRead(scene.copy.browser.interrupted.title);
  await scene.record('browser', 'interrupted');
  const opened = scene.desktop.opened().length;
  await scene.window.press(scene.copy.common.tryAgain);
  await scene.desktop.nextOpened(opened);
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('wall');
  await walk.returnFromTheWall(scene, page);

  await scene.window.at('blocked');
  await survives(scene, 'blocked');
  await walk.blocked(scene);
  await scene.window.at('compose');
  await scene.window.fill(scene.copy.compose.to, 'adrian@northbank.example');
  await keptAt(scene, 'adrian@northbank.example');
  await survives(scene, 'compose');
  expect((await scene.window.screen('compose')).to).toBe('adrian@northbank.example');
  await walk.compose(scene);
  await scene.window.at('waiting');
  await survives(scene, 'waiting');
  await walk.decideOnAdminPage(scene, 'approve');
  await walk.connected(scene);
  await survives(scene, 'connected');
  await walk.connected(scene);
});

for (const [what, content] of [
  ['broken', '{"version": 1, "stage": {"is": "wai'],
  ['newer', '{"version": 999, "stage": {"is": "somewhere_new"}}'],
] as const) {
  journey(`a ${what} state file is kept aside and said, and the app starts from the beginning`, {}, async (scene) => {
    await walk.welcome(scene);
    await scene.window.at('address');
    await scene.kill();
    const journal = stateFile(scene);
    writeFileSync(journal, content);
    await scene.reopen();
    await scene.window.at('welcome');
    await scene.window.waitToRead(scene.copy.common.notices.state_set_aside.text);
    await scene.record('welcome', `state-${what}`);
    const kept = readdirSync(dirname(journal)).filter((name) => name.includes('kept'));
    expect(kept.map((name) => readFileSync(join(dirname(journal), name), 'utf8'))).toEqual([content]);

    await scene.killAndReopen();
    await scene.window.at('welcome');
    expect((await scene.window.snapshot()).view.notices, 'said once, not at every start').not.toContain('state_set_aside');
  });
}

journey('a second start brings the first window forward and ends', {}, async (scene) => {
  await walk.welcome(scene);
  await scene.window.at('address');
  const second = await scene.desktop.run(binary, ['--demo', 'open']);
  if (second.child.exitCode === null) await once(second.child, 'exit');
  expect(second.child.exitCode).toBe(0);
  expect(await scene.window.place()).toBe('address');
  expect((await scene.demo()).adminPage).toBeTruthy();
  expect((await scene.window.snapshot()).demo?.scenario, 'its arguments are ignored').toBe('managed-policy');
});

async function survives(scene: Scene, place: 'address' | 'permissions' | 'browser' | 'blocked' | 'compose' | 'waiting' | 'connected'): Promise<void> {
  await scene.killAndReopen();
  await scene.window.at(place);
}

/** Waits until the state on disk holds what was typed: what was typed a moment before a power cut may go. */
async function keptAt(scene: Scene, text: string): Promise<void> {
  await until('the typed text on disk', () => readFileSync(stateFile(scene), 'utf8').includes(text));
}

function stateFile(scene: Scene): string {
  const data = join(scene.desktop.home, 'data');
  const found = readdirSync(data, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('demo/journey.json'));
  if (!found) throw new Error(`no state file below ${data}`);
  return join(data, found);
}
