/** What people do with the tab, and what the tab does to them. */

import { expect } from 'vitest';

import { asks } from '../harness/browser';
import { journey } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

async function toTheBrowser(scene: Parameters<typeof walk.welcome>[0]): Promise<void> {
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
}

journey('a cancel on the consent page is never called a no of the person', { scenario: 'open' }, async (scene) => {
  await toTheBrowser(scene);
  const page = await walk.browser(scene);
  expect(await asks(page)).toBe('consent');
  await page.click('[name=cancel]');
  await scene.record('blocked', 'after-cancel');
  const { verdict } = await scene.window.screen('blocked');
  expect(verdict.sure, 'a code-less cancel proves nothing').not.toBe('certain');
});

journey('a closed tab leads to a question, and its answer to a next step', {}, async (scene) => {
  const { window, copy } = scene;
  await toTheBrowser(scene);
  const page = await walk.browser(scene);
  await page.close();
  await window.waitToRead(copy.browser.stall.title, 75_000);
  await scene.record('browser', 'stalled');
  await window.press(copy.browser.cards.something_else.title);
  await window.waitToRead(copy.blocked.unsure.title);
  await scene.record('blocked', 'unsure');
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
  expect((await window.screen('blocked')).verdict.codes.map(String).join(' ')).toContain('90094');
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
  const forged = await fetch(listener, { method: 'POST', body: new URLSearchParams({ code: 'stolen', state: 'not-ours' }) });
  expect(forged.status).toBe(400);
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
