/** The window's place on the screen, from one start to the next. */

import { expect } from 'vitest';

import { journey } from '../harness/scene';
import { until } from '../harness/until';
import type { Window } from '../harness/window';

const LEFT_AT = { x: 210, y: 130, width: 900, height: 700 };

journey('the window opens again where it was closed, and as large', {}, async (scene) => {
  expect(await scene.window.driver.area()).not.toEqual(LEFT_AT);
  await scene.window.driver.move(LEFT_AT);
  await isThere(scene.window);
  await scene.window.pressCloseButton();
  await scene.reopen();
  await isThere(scene.window);
});

async function isThere(window: Window): Promise<void> {
  await until(`the window at ${JSON.stringify(LEFT_AT)}`, async () => {
    const { x, y, width, height } = await window.driver.area();
    return x === LEFT_AT.x && y === LEFT_AT.y && width === LEFT_AT.width && height === LEFT_AT.height;
  });
}
