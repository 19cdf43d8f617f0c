/** Computers without a password store, and with one that is locked. */

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'vitest';

import { journey } from '../harness/scene';
import * as walk from '../walk';

journey('without a password store the session lasts until the app closes, and the app says so', { scenario: 'open', keyStore: 'absent' }, async (scene) => {
  await scene.window.waitToRead(scene.copy.welcome.sessionOnly);
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('nothing');
  await walk.connected(scene);
  await scene.window.waitToRead(scene.copy.common.notices.session_only.text);
  expect(filesWith(scene.desktop.home, 'refresh_token')).toEqual([]);
});

journey('a locked password store is named, and unlocking it goes on without a new sign-in', {}, async (scene) => {
  const page = await walk.toTheWall(scene);
  await walk.returnFromTheWall(scene, page);
  await walk.blocked(scene);
  await walk.compose(scene);
  await walk.waiting(scene);
  await scene.kill();
  await scene.desktop.lockKeyStore();
  await scene.reopen();
  await scene.window.at('waiting');
  await scene.window.waitToRead(scene.copy.common.notices.key_store_locked.text);
  await scene.record('waiting', 'key-store-locked');

  const opened = scene.desktop.opened().length;
  await scene.desktop.unlockKeyStore();
  await walk.decideOnAdminPage(scene, 'approve');
  await scene.window.press(scene.copy.common.tryAgain);
  await walk.connected(scene);
  expect(scene.desktop.opened(), 'nobody had to sign in again').toHaveLength(opened);
});

/** Files in the app's folders that hold this text. */
function filesWith(home: string, text: string): string[] {
  return ['config', 'data', 'cache', 'state'].flatMap((folder) =>
    readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(home, folder, name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path, 'utf8').includes(text)),
  );
}
