/** One address typed, and another account in the browser. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { asks, signIn } from '../harness/browser';
import { type Scene, journey } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

/** A colleague of the person who typed their address. */
async function colleague(scene: Scene, login: string): Promise<string> {
  return `${login}@${(await scene.demo()).email.split('@')[1]}`;
}

/** Types one address, signs in as the other, and answers the tab. */
async function signInAs(scene: Scene, other: string): Promise<Page> {
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
  const url = await until('the sign-in page to be opened', () => scene.desktop.opened().findLast((one) => one.startsWith('http')));
  const page = await (await scene.browser()).open(url);
  expect(await asks(page)).toBe('account');
  await signIn(page, other, (await scene.demo()).password);
  expect(await asks(page)).toBe('consent');
  await page.click('[name=accept]');
  return page;
}

/** The tab sends the person back, and the app asks. */
async function isAsked(scene: Scene, page: Page, other: string): Promise<void> {
  expect(await asks(page)).toBe('nothing');
  await scene.recordPage(page, 'question-page');
  expect(new URL(page.url()).hostname, 'the tab does not go on to the calendar’s page').toBe('localhost');
  expect(await page.locator('h1').innerText()).toMatch(/^Greenlight/u);
  await scene.record('someone_else');
  const { meant, username } = await scene.window.screen('someone_else');
  expect(meant).toEqual({ is: 'address', email: (await scene.demo()).email });
  expect(username).toBe(other);
}

async function connectedAs(scene: Scene, email: string): Promise<void> {
  await walk.connected(scene);
  expect((await scene.window.screen('connected')).username).toBe(email);
}

journey('signed in as a colleague by mistake: the account is chosen again', { scenario: 'open', audit: true }, async (scene) => {
  const { window, copy, desktop } = scene;
  const other = await colleague(scene, 'ida.moreau');
  await isAsked(scene, await signInAs(scene, other), other);

  const opened = desktop.opened().length;
  await window.press(copy.someoneElse.choose);
  const page = await (await scene.browser()).open(await desktop.nextOpened(opened));
  // The browser knows the colleague, and the page asks all the same.
  await page.click('[name=account][value=other]');
  const { email, password } = await scene.demo();
  await signIn(page, email, password);
  expect(await walk.accept(scene, page)).toBe('nothing');
  await connectedAs(scene, email);
});

journey('signed in with another account on purpose: it is carried on with', { scenario: 'open', lang: 'ja', audit: true }, async (scene) => {
  const { window, copy, desktop } = scene;
  const other = await colleague(scene, 'akane.onodera');
  await isAsked(scene, await signInAs(scene, other), other);

  const opened = desktop.opened().length;
  await window.press(copy.someoneElse.carryOn);
  const page = await (await scene.browser()).open(await desktop.nextOpened(opened));
  // Straight to the calendar: who they are is known.
  expect(await walk.accept(scene, page)).toBe('nothing');
  await connectedAs(scene, other);
});

journey('the question outlives the app, and the sign-in behind it does not', { scenario: 'open' }, async (scene) => {
  const { copy, desktop } = scene;
  const other = await colleague(scene, 'ida.moreau');
  await isAsked(scene, await signInAs(scene, other), other);

  await scene.killAndReopen();
  await scene.record('someone_else', 'after-the-kill');
  expect((await scene.window.screen('someone_else')).carrying_on).toBe('sign_in_again');
  const opened = desktop.opened().length;
  await scene.window.press(copy.someoneElse.carryOn);
  const page = await (await scene.browser()).open(await desktop.nextOpened(opened));
  expect(await walk.accept(scene, page)).toBe('nothing');
  await connectedAs(scene, other);
});
