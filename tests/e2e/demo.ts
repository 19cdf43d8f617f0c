/** `cargo xtask demo` without a display: the story from the first screen to the last, a picture per stage. */

import { test } from 'vitest';

import { Scene } from './harness/scene';
import * as walk from './walk';

const scenario = process.env['GREENLIGHT_DEMO_SCENARIO'] ?? 'managed-policy';
const lang = process.env['GREENLIGHT_DEMO_LOCALE']?.startsWith('ja') ? 'ja' : 'en';

test(`the demo: ${scenario}`, async () => {
  const scene = await Scene.open('demo', { scenario, lang, album: ['demo'] });
  try {
    await walk.welcome(scene);
    await walk.address(scene);
    await walk.permissions(scene);
    const page = await walk.browser(scene);
    if ((await walk.accept(scene, page)) === 'wall') {
      await walk.returnFromTheWall(scene, page);
      await walk.blocked(scene);
      await walk.compose(scene);
      await walk.waiting(scene);
      await walk.decideOnAdminPage(scene, scenario === 'denied' ? 'deny' : 'approve');
      if (scenario === 'consent-off') await walk.tryAgain(scene);
    }
    await (scenario === 'denied' ? walk.denied(scene) : walk.connected(scene));
  } catch (error) {
    await scene.keepFailure();
    throw error;
  } finally {
    await scene.close();
  }
});
