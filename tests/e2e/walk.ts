/** The journey, one function per stage. Tests and the scripted demo walk the same way. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { asks, signIn } from './harness/browser';
import type { Scene } from './harness/scene';
import { until } from './harness/until';

/** Fast enough for a person; slow enough for the first check, which comes after 20 seconds, and the second. */
const NOTICED = 150_000;
/** The stall question comes after 40 seconds. */
const STALLED = 75_000;

export async function welcome(scene: Scene): Promise<void> {
  await scene.record('welcome');
  await scene.window.press(scene.copy.welcome.start);
}

export async function address(scene: Scene): Promise<void> {
  const { window, copy } = scene;
  await window.at('address');
  await window.fill(copy.address.label, (await scene.demo()).email);
  await until('the lookup to find the tenant', async () => (await window.screen('address')).lookup.is === 'found');
  await scene.record('address');
  await window.press(copy.address.next);
}

export async function permissions(scene: Scene): Promise<void> {
  await scene.record('permissions');
  await scene.window.press(scene.copy.permissions.signIn);
}

/** The browser opens, and the person signs in there. Answers the tab, at the page after the password. */
export async function browser(scene: Scene): Promise<Page> {
  await scene.window.at('browser');
  const url = await until('the sign-in page to be opened', () => scene.desktop.opened().findLast((one) => one.startsWith('http')));
  await scene.record('browser');
  const { email, password } = await scene.demo();
  const page = await (await scene.browser()).open(url);
  expect(await asks(page)).toBe('account');
  await scene.recordPage(page, 'sign-in-page');
  await signIn(page, email, password);
  return page;
}

/** Accepts every consent page, and answers what stands after them. */
export async function accept(scene: Scene, page: Page): Promise<'wall' | 'nothing'> {
  for (;;) {
    const asked = await asks(page);
    if (asked === 'wall' || asked === 'nothing') {
      await scene.recordPage(page, asked === 'wall' ? 'wall-page' : 'closing-page');
      return asked;
    }
    if (asked === 'account') throw new Error('the sign-in page came back');
    await scene.recordPage(page, 'consent-page');
    await page.click('[name=accept]');
  }
}

/** From the first screen to the page that wants an admin. */
export async function toTheWall(scene: Scene): Promise<Page> {
  await welcome(scene);
  await address(scene);
  await permissions(scene);
  const page = await browser(scene);
  expect(await accept(scene, page)).toBe('wall');
  return page;
}

/** Follows the wall's link back to the app. The reply has no code, so it proves nothing, and the app asks. */
export async function returnFromTheWall(scene: Scene, page: Page): Promise<void> {
  await page.click('#return');
  await scene.record('blocked', 'unsure');
  await scene.window.press(scene.copy.browser.cards.need_admin_approval.title);
}

/** Leaves the wall standing until the app asks what the page says, and tells it: "Need admin approval". */
export async function tellWhatThePageSays(scene: Scene): Promise<void> {
  await scene.window.waitToRead(scene.copy.browser.stall.title, STALLED);
  await scene.record('browser', 'stalled');
  await scene.window.press(scene.copy.browser.cards.need_admin_approval.title);
}

export async function verdict(scene: Scene): Promise<void> {
  await until('the verdict', async () => (await scene.window.screen('blocked')).verdict.next === 'ask_it');
  await scene.record('blocked');
}

export async function blocked(scene: Scene): Promise<void> {
  await verdict(scene);
  await scene.window.press(scene.copy.blocked.actions.askIt);
}

/** Writes to IT by the draft file with the decision sheet attached, and says that it was sent. Answers the draft's path. */
export async function compose(scene: Scene): Promise<string> {
  const { window, copy, desktop } = scene;
  await window.at('compose');
  const { adminEmail } = await scene.demo();
  await window.fill(copy.compose.to, adminEmail);
  await window.press(copy.compose.routes.draft_file);
  await window.press(copy.compose.files.sheet_pdf.name);
  await until('the recipient, the route and the file to be taken', async () => {
    const { to, route, files } = await window.screen('compose');
    const sheet = files.find((file) => file.kind === 'sheet_pdf');
    return to === adminEmail && route === 'draft_file' && sheet?.ticked === true && sheet.state.is === 'ready';
  });
  await scene.record('compose');
  await window.press(copy.compose.actions.draft_file);
  const draft = await until('the draft to be opened', () => desktop.opened().findLast((one) => one.endsWith('.eml')));
  await scene.record('compose', 'handed-over');
  await window.press(copy.compose.sent);
  return draft;
}

/** Writes to IT by the mail program, short enough for a link. Answers the link. */
export async function askByMailApp(scene: Scene): Promise<string> {
  const { window, copy, desktop } = scene;
  await window.at('compose');
  await window.fill(copy.compose.to, 'it@northbank.example');
  await window.press(copy.compose.lengths.short);
  await window.press(copy.compose.routes.mail_app);
  await until('the short text to fit a mail link', async () => {
    const { length, route, routes } = await window.screen('compose');
    return length === 'short' && route === 'mail_app' && routes.some((fit) => fit.route === 'mail_app' && fit.fits);
  });
  await window.press(copy.compose.actions.mail_app);
  return until('the mail app to be asked', () => desktop.opened().findLast((one) => one.startsWith('mailto:')));
}

export async function waiting(scene: Scene): Promise<void> {
  await scene.record('waiting');
}

/** The admin opens the link of the request and approves for the organisation. */
export async function approveByLink(scene: Scene, link: string): Promise<void> {
  const { adminEmail, password } = await scene.demo();
  const page = await (await scene.browser('admin')).open(link);
  expect(await asks(page)).toBe('account');
  await signIn(page, adminEmail, password);
  expect(await asks(page)).toBe('consent');
  await scene.recordPage(page, 'admin-consent-page');
  await page.click('[name=accept]');
  await asks(page);
  await scene.recordPage(page, 'admin-approved-page');
}

/** The simulated IT's own page. */
export async function decideOnAdminPage(scene: Scene, decision: 'approve' | 'deny'): Promise<void> {
  const page = await (await scene.browser('admin')).open((await scene.demo()).adminPage);
  await scene.recordPage(page, 'it-page');
  await page.click(`[name=${decision}]`);
  await page.waitForSelector(decision === 'approve' ? '.lamp.yes' : '.lamp.no');
  await scene.recordPage(page, `it-page-after-${decision}`);
}

/** The app notices by itself: nothing is pressed here. */
export async function connected(scene: Scene): Promise<void> {
  await scene.window.at('connected', NOTICED);
  await until('the week', async () => {
    const { week, events } = await scene.window.screen('connected');
    return week.is === 'loaded' && events.length > 0;
  });
  await scene.record('connected');
}

/** The app notices a no by itself as well. */
export async function denied(scene: Scene): Promise<void> {
  await scene.window.at('denied', NOTICED);
  await scene.record('denied');
}

/** Where sign-in itself waits for IT, nothing can be watched: the person tries again, still signed in in the browser. */
export async function tryAgain(scene: Scene): Promise<void> {
  const before = scene.desktop.opened().length;
  await scene.window.press(scene.copy.waiting.tryAgain);
  const page = await (await scene.browser()).open(await scene.desktop.nextOpened(before));
  expect(await accept(scene, page)).toBe('nothing');
}

/** The presenter's stage: both sides in one window. */
export async function raiseStage(scene: Scene): Promise<void> {
  await scene.window.press(scene.copy.common.demo.present);
  await until('the stage', async () => (await scene.window.snapshot()).demo?.presentation);
  await scene.window.waitToRead(scene.copy.presenter.it.queue);
  // The app asks for the middle of the screen; without a window manager nobody puts it there.
  await scene.window.driver.move({ x: 0, y: 0, width: 1600, height: 900 });
  // The watermark is the one thing that is always there.
  expect(await scene.window.reads(scene.copy.common.demo.watermark)).toBe(true);
}
