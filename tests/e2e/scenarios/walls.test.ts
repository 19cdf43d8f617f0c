/** The other walls: each has its screen, its own way on, and details that may be handed on. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { asks } from '../harness/browser';
import { journey, type Scene } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

/** Up to the page after the password, whatever it says. */
async function toThePage(scene: Scene): Promise<Page> {
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  await walk.accept(scene, page);
  return page;
}

/** The page never comes back to the app: the person selects its text and pastes it. */
async function pasteThePage(scene: Scene, text: string): Promise<void> {
  await scene.window.waitToRead(scene.copy.browser.stall.title, 75_000);
  await scene.window.settled();
  // WebDriver scrolls to what it clicks, but not to a field it clears, and in Japanese the box lies below the bar.
  await scene.window.driver.execute(`document.querySelector('#paste').scrollIntoView({ block: 'center' })`);
  await scene.window.fill(scene.copy.browser.paste.label, text);
  await scene.window.press(scene.copy.browser.paste.read);
  await scene.window.at('blocked');
}

async function textOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    return document.body.innerText;
  });
}

/** One click; what it took is checked where the next program would paste it. */
async function copyDetails(scene: Scene, button: string, code: string): Promise<void> {
  await scene.window.press(button);
  const text = await until('the details on the clipboard', () => {
    const held = scene.desktop.clipboard();
    return held.includes(code) ? held : null;
  });
  const { email, password } = await scene.demo();
  expect(text).toContain('Greenlight ');
  for (const secret of [email, password, 'eyJ', '@']) expect(text).not.toContain(secret);
  await scene.window.waitToRead(scene.copy.common.copied);
}

/** Hands the short mail over as a file. */
async function mail(scene: Scene): Promise<void> {
  await scene.window.press(scene.copy.blocked.actions.askIt);
  await walk.compose(scene);
  await scene.record('waiting');
}

journey('workflow on: the reason goes into Microsoft’s box, and a sent request is waited for', { scenario: 'workflow', audit: true }, async (scene) => {
  const { window, copy, desktop } = scene;
  const page = await toThePage(scene);
  expect(await page.textContent('h1')).toBe('Approval required');
  await window.waitToRead(copy.browser.stall.title, 75_000);
  await window.press(copy.browser.cards.approval_required.title);
  await window.at('blocked');
  expect((await window.screen('blocked')).offer.is).toBe('page_request');
  await scene.record('blocked', 'workflow');

  await window.press(copy.blocked.reason.copy);
  const reason = await until('the reason on the clipboard', () => desktop.clipboard() || null);
  expect(reason).toContain(await scene.app());
  await page.fill('[name=justification]', reason);
  await page.click('[name=request]');
  await page.waitForSelector('#request-sent');
  await scene.recordPage(page, 'request-sent-page');

  await window.press(copy.blocked.actions.sentOnPage);
  await scene.record('waiting', 'request-on-page');
  expect((await window.screen('waiting')).by).toBe('microsofts_page');
  expect(await window.reads(copy.waiting.askedOnPage)).toBe(true);
  await walk.decideOnAdminPage(scene, 'approve');
  await walk.connected(scene);
});

journey('a person who is not assigned writes a short mail of its own', { scenario: 'assignment', audit: true }, async (scene) => {
  const page = await toThePage(scene);
  await pasteThePage(scene, await textOf(page));
  expect((await scene.window.screen('blocked')).verdict.wall).toEqual({ name: 'assignment_required' });
  await scene.record('blocked', 'assignment');
  await copyDetails(scene, scene.copy.blocked.details.copy, 'AADSTS50105');
  await mail(scene);
});

journey('条件付きアクセス：管理されたデバイスの説明と、専用のメールがある', { scenario: 'conditional-access', lang: 'ja', audit: true }, async (scene) => {
  const page = await toThePage(scene);
  await pasteThePage(scene, await textOf(page));
  expect((await scene.window.screen('blocked')).verdict.wall).toEqual({ name: 'conditional_access' });
  expect(await scene.window.reads(scene.copy.blocked.managed.title)).toBe(true);
  await scene.record('blocked', 'conditional-access');
  await copyDetails(scene, scene.copy.blocked.details.copy, 'AADSTS53003');
  await mail(scene);
});

journey('an app that IT has blocked is an honest no, with ways on and no request', { scenario: 'blocked-by-it', audit: true }, async (scene) => {
  const { window, copy } = scene;
  await (await scene.demo()).tenant.block();
  const page = await toThePage(scene);
  await pasteThePage(scene, await textOf(page));
  const stopped = await window.screen('blocked');
  expect([stopped.verdict.wall.name, stopped.offer.is]).toEqual(['app_disabled_or_missing', 'stop']);
  expect(await window.reads(copy.blocked.actions.askIt), 'nobody is asked').toBe(false);
  await scene.record('blocked', 'off');
  await copyDetails(scene, copy.common.copyDetails, 'AADSTS7000112');
});

journey('a fault of the app’s registration becomes a note to its makers', { scenario: 'managed-policy', audit: true }, async (scene) => {
  const { window, copy, desktop } = scene;
  const page = await walk.toTheWall(scene);
  await page.click('#return');
  await window.at('blocked');
  await window.fill(copy.browser.paste.label, 'AADSTS650053: The application asked for a scope that does not exist.');
  await window.press(copy.browser.paste.read);
  await until('the note', async () => (await window.screen('blocked')).offer.is === 'vendor_note');
  await scene.record('blocked', 'vendor');
  const before = desktop.opened().length;
  await window.press(copy.blocked.actions.vendor(await scene.app()));
  const link = await desktop.nextOpened(before);
  expect(link).toMatch(/^mailto:support@daybook\.example\?subject=.*AADSTS650053/u);
  await window.waitToRead(copy.blocked.note.opened);
  await scene.record('blocked', 'vendor-opened');
});

journey('a passing fault is tried again by itself until the person stops it', { scenario: 'managed-policy' }, async (scene) => {
  const { window, copy, desktop } = scene;
  const page = await walk.toTheWall(scene);
  await page.click('#return');
  await window.at('blocked');
  await window.fill(copy.browser.paste.label, 'AADSTS90033: A transient error has occurred. Please try again.');
  await window.press(copy.browser.paste.read);
  await until('the countdown', async () => (await window.screen('blocked')).offer.is === 'retry_at');
  await scene.record('blocked', 'countdown');
  const before = desktop.opened().length;
  const opened = await until('the page to be opened again', () => desktop.opened()[before], { within: 60_000 });
  await window.at('browser');
  const again = await (await scene.browser()).open(opened);
  expect(await asks(again)).toBe('wall');
});
