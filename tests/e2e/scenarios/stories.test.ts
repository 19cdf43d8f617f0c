/** The rest of the demo's scenarios, each told to its end: IT's other rules, its second thoughts, and a poor network. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { asks } from '../harness/browser';
import { journey, type Scene } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

journey('影響の小さい許可だけの組織：サインインは通り、予定表は承認のあとで接続される', { scenario: 'low-impact', lang: 'ja' }, async (scene) => {
  const page = await walk.toTheWall(scene);
  expect(await details(page)).toContain('AADSTS90094');
  expect((await told(scene, 'state')).wall?.why).toBe('not-low-impact');
  await walk.returnFromTheWall(scene, page);
  await walk.blocked(scene);
  await walk.compose(scene);
  await saidYesAndChecked(scene);
  expect(await scene.window.reads(scene.copy.connected.titleApproved)).toBe(true);
});

journey('an app of an unverified publisher: the page’s own number tells why, and IT has the say', { scenario: 'risky-app' }, async (scene) => {
  const { window, copy } = scene;
  const page = await walk.toTheWall(scene);
  const text = await details(page);
  expect(text).toContain('AADSTS900941');
  await page.click('#return');
  await window.at('blocked');
  await window.fill(copy.browser.paste.label, text);
  await window.press(copy.browser.paste.read);
  await window.waitToRead(copy.blocked.risky.title(await scene.app()));
  expect((await window.screen('blocked')).verdict.wall).toEqual({ name: 'admin_approval_required', approval: 'risky_app' });
  await walk.blocked(scene);
  await walk.compose(scene);
  await saidYesAndChecked(scene);
});

journey('申請した承認を IT 部門がブロックすると、待っている画面が自分で知る', { scenario: 'blocked-by-it', lang: 'ja' }, async (scene) => {
  const { window, copy, desktop } = scene;
  const page = await walk.toTheWall(scene);
  await page.fill('[name=justification]', '訪問の予定を登録するため');
  await page.click('[name=request]');
  await page.waitForSelector('#request-sent');
  await page.click('#return');
  await window.at('blocked');
  await window.press(copy.browser.cards.request_sent.title);
  await window.at('waiting');
  expect((await window.screen('waiting')).by).toBe('microsofts_page');

  // Half an hour later, as the scenario has it, the reviewer has answered.
  await tell(scene, 'clock', { advance_seconds: 1_800 });
  await walk.denied(scene);
  expect((await window.screen('denied')).how).toBe('microsoft_said');
  expect(desktop.opened().filter((one) => one.startsWith('http')), 'nobody was asked again').toHaveLength(1);
});

journey('what was granted is taken back: the week says so, and a new yes brings it back', { scenario: 'revoked-later' }, async (scene) => {
  const { copy, desktop } = scene;
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  expect(await asks(page), 'IT has granted it before: nobody is asked').toBe('nothing');
  await walk.connected(scene);

  await tell(scene, 'clock', { advance_seconds: 3_700 });
  expect((await told(scene, 'state')).access).toBe('none');
  await scene.killAndReopen();
  const week = await until('the week to fail', async () => {
    const { week } = await scene.window.screen('connected');
    return week.is === 'failed' && week;
  });
  expect(week.fault).toEqual({ kind: 'sign_in_again' });
  await scene.window.waitToRead(copy.connected.faults.sign_in_again);
  await scene.record('connected', 'taken-back');

  const before = desktop.opened().length;
  await scene.window.press(copy.connected.signInAgain);
  const again = await (await scene.browser()).open(await desktop.nextOpened(before));
  expect(await walk.accept(scene, again)).toBe('wall');
  await tell(scene, 'approve');
  await again.reload();
  expect(await asks(again), 'the page that stopped goes on').toBe('nothing');
  await walk.connected(scene);
});

journey('an update asks for more: the calendar connects with the earlier yes, and only what is new waits for IT', { scenario: 'new-permission-later' }, async (scene) => {
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  expect(await asks(page), 'the earlier version was granted').toBe('wall');
  const { wall, grants } = await told(scene, 'state');
  expect(wall?.scopes).toEqual(['Calendars.ReadWrite']);
  expect(grants[0]?.scopes).toContain('Calendars.Read');
  await walk.tellWhatThePageSays(scene);
  await walk.connected(scene);
  const { granted, can_write } = await scene.window.screen('connected');
  expect([granted.includes('Calendars.Read'), can_write]).toEqual([true, false]);
});

journey('個人アカウント：IT 部門は関わらず、本人の承諾だけで接続される', { scenario: 'personal-account', lang: 'ja' }, async (scene) => {
  const { window, copy } = scene;
  await walk.welcome(scene);
  await walk.address(scene);
  await window.at('permissions');
  expect((await window.screen('permissions')).permissions.map(({ decides }) => decides)).not.toContain('probably_it');
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  expect(await asks(page), 'one page for everything').toBe('consent');
  await page.click('[name=accept]');
  expect(await asks(page)).toBe('nothing');
  await walk.connected(scene);
  const { kind, granted } = await window.screen('connected');
  expect([kind, granted.includes('Calendars.ReadWrite')]).toEqual(['personal', true]);
  expect(await window.reads(copy.connected.undoYou)).toBe(true);
  expect((await window.snapshot()).view.route.map((stop) => stop.at), 'nobody else decides').not.toContain('decision');
});

journey('a poor network: everything fails once and the person still ends at their week', { scenario: 'flaky-network' }, async (scene) => {
  const { window, copy, desktop } = scene;
  await walk.welcome(scene);
  await window.at('address');
  await window.fill(copy.address.label, (await scene.demo()).email);
  const fault = await until('the lookup to give up', async () => {
    const { lookup } = await window.screen('address');
    return lookup.is === 'unreachable' && lookup.fault;
  });
  await window.waitToRead(copy.faults.network[fault].title);
  await window.press(copy.common.tryAgain);
  await until('the tenant to be found', async () => (await window.screen('address')).lookup.is === 'found');
  await window.press(copy.address.next);
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('nothing');
  await window.waitToRead(copy.faults.network.throttled.title);
  const before = desktop.opened().length;
  await window.press(copy.common.tryAgain);
  const again = await (await scene.browser()).open(await desktop.nextOpened(before));
  expect(await walk.accept(scene, again)).toBe('nothing');

  // The list of calendars breaks off: only the person knows that it is worth asking again. What comes after is throttled
  // and cut short, and asked again without them.
  await window.at('connected');
  await window.waitToRead(copy.connected.failed);
  expect((await window.screen('connected')).week).toMatchObject({ is: 'failed', fault: { kind: 'network' } });
  await window.press(copy.connected.reload);
  await walk.connected(scene);
  const spoilt = (await told(scene, 'ledger')).filter(({ status }) => status === null || status >= 429);
  expect(spoilt.map(({ route }) => route).sort()).toEqual(['calendar_view', 'calendars', 'discovery', 'token']);
});

/** IT decides, and the person looks at once instead of waiting for the next check. */
async function saidYesAndChecked(scene: Scene): Promise<void> {
  await scene.window.at('waiting');
  await tell(scene, 'approve');
  await scene.window.press(scene.copy.waiting.checkNow);
  await walk.connected(scene);
}

/** The page's text with the "..." block open, as a person selects it. */
async function details(page: Page): Promise<string> {
  return page.evaluate(() => {
    for (const block of document.querySelectorAll('details')) block.open = true;
    return document.body.innerText;
  });
}

/** What the control API tells: docs/simtenant.md. */
interface Told {
  state: { access: 'none' | 'approved' | 'blocked'; wall: { scopes: string[]; why: string } | null; grants: { to: string; scopes: string[] }[] };
  ledger: { route: string; status: number | null }[];
}

async function told<What extends keyof Told>(scene: Scene, what: What): Promise<Told[What]> {
  const { tenant } = await scene.demo();
  return (await fetch(`${tenant.origin}/control/${what}`)).json() as Promise<Told[What]>;
}

async function tell(scene: Scene, action: string, body: object = {}): Promise<void> {
  const { tenant } = await scene.demo();
  const answer = await fetch(`${tenant.origin}/control/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.text()).toBe(200);
}
