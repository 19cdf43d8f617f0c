/** What people do with the tab, and what the tab does to them. */

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

import { expect } from 'vitest';

import { asks } from '../harness/browser';
import { type Scene, journey } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

async function toTheBrowser(scene: Scene): Promise<void> {
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
}

journey('a cancel on the consent page is taken as what it is, and one may look again', { scenario: 'open' }, async (scene) => {
  const { window, copy } = scene;
  await toTheBrowser(scene);
  const page = await walk.browser(scene);
  expect(await asks(page)).toBe('consent');
  await page.click('[name=cancel]');
  await window.at('blocked');
  await window.waitToRead(copy.blocked.declined.title);
  await scene.record('blocked', 'declined');
  const opened = scene.desktop.opened().length;
  await window.press(copy.blocked.actions.again);
  const again = await (await scene.browser()).open(await scene.desktop.nextOpened(opened));
  expect(await walk.accept(scene, again)).toBe('nothing');
  await walk.connected(scene);
});

journey('a closed tab leads to a question, and the page can be shown again', { scenario: 'open' }, async (scene) => {
  const { window, copy, desktop } = scene;
  await toTheBrowser(scene);
  const page = await walk.browser(scene);
  await page.close();
  await window.waitToRead(copy.browser.stall.title, 75_000);
  await scene.record('browser', 'stalled');
  await window.press(copy.browser.cards.something_else.title);
  expect(await window.place(), 'nothing is concluded from a closed tab').toBe('browser');
  const opened = desktop.opened().length;
  await window.press(copy.browser.again);
  const again = await (await scene.browser()).open(await desktop.nextOpened(opened));
  expect(await walk.accept(scene, again)).toBe('nothing');
  await walk.connected(scene);
});

journey('text pasted from the wall gives the verdict with its code', {}, async (scene) => {
  const { window, copy } = scene;
  await toTheBrowser(scene);
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('wall');
  const seen = await page.evaluate(() => {
    document.querySelector('details')?.setAttribute('open', '');
    return document.body.innerText;
  });
  await window.waitToRead(copy.browser.paste.label, 75_000);
  await window.fill(copy.browser.paste.label, seen);
  await window.press(copy.browser.paste.read);
  await window.at('blocked');
  const { verdict } = await window.screen('blocked');
  expect(verdict.codes.map(({ number }) => number)).toEqual([90094]);
  expect(verdict.next).toBe('ask_it');
  await scene.record('blocked', 'pasted');
});

journey('a browser that does not open leaves a link to copy and a way to try again', { scenario: 'open' }, async (scene) => {
  const { window, copy, desktop } = scene;
  desktop.breakOpening();
  await toTheBrowser(scene);
  await window.waitToRead(copy.faults.open.nothing_opened.title);
  await scene.record('browser', 'not-opened');
  desktop.repairOpening();
  await window.press(copy.browser.again);
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('nothing');
  await walk.connected(scene);
});

journey('two clicks on sign-in open one page', { scenario: 'open' }, async (scene) => {
  const { window, desktop } = scene;
  await walk.welcome(scene);
  await walk.address(scene);
  await window.at('permissions');
  await window.driver.execute(
    `const wanted = arguments[0]; const button = [...document.querySelectorAll('button')].find((one) => one.innerText.trim() === wanted); button.click(); button.click();`,
    scene.copy.permissions.signIn,
  );
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('nothing');
  await walk.connected(scene);
  expect(desktop.opened()).toHaveLength(1);
});

journey('a reply with a foreign state is turned away and the right one still arrives', { scenario: 'open' }, async (scene) => {
  await toTheBrowser(scene);
  const url = new URL(await scene.desktop.nextOpened());
  const listener = url.searchParams.get('redirect_uri');
  if (!listener) throw new Error(`no redirect_uri in ${url.href}`);
  expect(await post(listener, 'code=stolen&state=not-ours')).toBe(400);
  expect(await scene.window.place()).toBe('browser');
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('nothing');
  await walk.connected(scene);
});

journey('stopping in the app ends the wait, and the listener with it', {}, async (scene) => {
  await toTheBrowser(scene);
  const listener = new URL(await scene.desktop.nextOpened()).searchParams.get('redirect_uri') ?? '';
  await scene.window.press(scene.copy.browser.stop);
  await scene.window.at('permissions');
  await until('the listener to be closed', async () =>
    fetch(listener).then(
      () => false,
      () => true,
    ),
  );
});

/** Posts a form as a program on this computer would; `fetch` would mark itself as a page's script. */
async function post(url: string, form: string): Promise<number | undefined> {
  const sending = request(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  sending.end(form);
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}
