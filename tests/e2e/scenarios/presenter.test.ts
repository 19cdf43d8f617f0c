/** The presenter's stage: both sides in one window, led by keys. */

import { expect } from 'vitest';

import type { Direction } from '../../../ui/src/ipc/generated/Direction';
import type { Presentation } from '../../../ui/src/ipc/generated/Presentation';
import { journey, type Scene } from '../harness/scene';
import { until } from '../harness/until';
import { key } from '../harness/webdriver';
import { windowsCalled } from '../harness/x11';
import * as walk from '../walk';

async function presented(scene: Scene): Promise<Presentation> {
  const presentation = (await scene.window.snapshot()).demo?.presentation;
  if (!presentation) throw new Error('the stage is not up');
  return presentation;
}

/** Space, as the presenter presses it: one beat of the story. */
async function nextBeat(scene: Scene): Promise<void> {
  await scene.window.driver.chord(' ');
}

async function direct(scene: Scene, direction: Direction): Promise<void> {
  await scene.window.driver.executeAsync(
    `const done = arguments[arguments.length - 1];
     window.__TAURI_INTERNALS__.invoke('direct', { direction: arguments[0] }).then(() => done(null), (problem) => done(JSON.stringify(problem)))`,
    direction,
  );
}

/** From the first screen to the request in IT's inbox, one key at a time. */
async function toTheInbox(scene: Scene): Promise<void> {
  const { window, copy } = scene;
  await nextBeat(scene);
  await window.at('address');
  await nextBeat(scene);
  await until('the forecast', async () => (await window.screen('address')).lookup.is === 'found');
  await nextBeat(scene);
  await window.at('permissions');
  await nextBeat(scene);
  await window.at('browser');
  // Before anybody has signed in, the bar says what to type and the story stays.
  await nextBeat(scene);
  await window.waitToRead(copy.presenter.lines.page);
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('wall');
  await until('the second leg', async () => (await window.screen('browser')).leg === 'calendar');
  await nextBeat(scene);
  await window.at('blocked');
  await scene.record('blocked', 'on-stage');
  await nextBeat(scene);
  await window.at('compose');
  expect(await letters(scene), 'nothing has been sent').toEqual([]);
  await nextBeat(scene);
  const [letter] = await until('the mail in IT’s inbox', async () => {
    const found = await letters(scene);
    return found.length > 0 ? found : null;
  });
  await until('the words of the mail beside its sender', async () => window.driver.execute<boolean>(
    `return document.querySelector('[data-region=reading] [data-reading-title]')?.textContent.replace(/\\u00a0/g, ' ') === arguments[0]`,
    letter?.subject,
  ));
  const read = await window.driver.execute<string>(`return document.querySelector('[data-region=reading]').innerText`);
  expect(read).toContain('Calendars.ReadWrite');
  expect(read).toContain((await presented(scene)).person);
  await nextBeat(scene);
  await scene.record('waiting', 'on-stage');
}

async function letters(scene: Scene): Promise<Presentation['inbox']> {
  return (await presented(scene)).inbox.filter((mail) => mail.matter === 'request');
}

journey('the presenter leads through the story by one key; IT approves with another, and the left side connects', { scenario: 'managed-policy' }, async (scene) => {
  const { window, copy, desktop } = scene;
  await walk.raiseStage(scene);
  await toTheInbox(scene);
  expect(desktop.opened().filter((one) => !one.startsWith('http')), 'no mail program comes in front of the stage').toEqual([]);

  // The identifiers of the mail are dots for the audience.
  await window.driver.chord('h');
  await until('the ids to be hidden', async () => (await masks(scene)).every((mask) => mask === 'disc'));
  await scene.record('waiting', 'ids-hidden');
  await window.driver.chord('h');
  await until('the ids to be back', async () => (await masks(scene)).every((mask) => mask === 'none'));

  await nextBeat(scene);
  await window.waitToRead(copy.presenter.lines.it);
  await window.driver.chord('a');
  await until('the approval', async () => (await presented(scene)).standing.is === 'approved');
  await walk.connected(scene);
  expect(await window.driver.execute<boolean>(`return document.querySelector('.bridge.connected') !== null`), 'the lamp has travelled back').toBe(true);

  await window.driver.chord('f');
  await until('the bar to be gone', async () => !(await window.reads(copy.presenter.bar.hour)));
  expect(await window.reads(copy.common.demo.watermark)).toBe(true);
  await scene.record('connected', 'bar-hidden');
  await window.driver.chord('f');
  await window.waitToRead(copy.presenter.bar.hour);

  await window.driver.chord(key.escape);
  await until('the stage to be down', async () => (await window.snapshot()).demo?.presentation === null);
  await window.at('connected');
});

journey('発表：承認が反映されるまで待ち、時刻を進めると接続され、最初に戻せる', { scenario: 'managed-policy', lang: 'ja' }, async (scene) => {
  const { window } = scene;
  await walk.raiseStage(scene);
  await direct(scene, { do: 'set_propagation', seconds: 3_600 });
  await toTheInbox(scene);
  await window.driver.chord('a');
  await until('the approval', async () => (await presented(scene)).standing.is === 'approved');
  await window.at('waiting');
  await scene.record('waiting', 'passing-on');
  await window.driver.chord('t');
  await nextBeat(scene);
  await walk.connected(scene);

  await window.driver.chord('r');
  await window.at('welcome');
  const { inbox, standing } = await presented(scene);
  expect([inbox.some((mail) => mail.matter === 'request'), standing.is]).toEqual([false, 'undecided']);
});

journey('another vendor’s app is put on while everybody watches, and IT’s block is an honest no on the left', { scenario: 'managed-policy' }, async (scene) => {
  const { window } = scene;
  await walk.raiseStage(scene);
  await direct(scene, { do: 'switch_profile', name: 'calendar-sync' });
  const display = scene.desktop.env['DISPLAY'] ?? '';
  const before = await windowsCalled(display, 'Greenlight');
  await window.driver.chord('n');
  await until('the speaker’s notes', async () => (await windowsCalled(display, 'Greenlight')) > before);
  await scene.record('welcome', 'notes-in-front');
  await until('the other app', async () => (await presented(scene)).profile === 'calendar-sync');
  await window.at('welcome');
  const { app } = (await window.snapshot()).view;
  expect((await presented(scene)).consent_page.app).toBe(app.name);
  expect(app.brand).not.toBeNull();
  await toTheInbox(scene);
  await window.at('waiting');
  await window.driver.chord('b');
  await until('the block', async () => (await presented(scene)).standing.is === 'blocked');
  await nextBeat(scene);
  await window.at('denied');
  await scene.record('denied', 'on-stage');
});

/** How the identifiers in IT's window are drawn. */
async function masks(scene: Scene): Promise<string[]> {
  const found = await scene.window.driver.execute<string[]>(
    `return [...document.querySelectorAll('[data-region=reading] .identifier')].map((one) => getComputedStyle(one).getPropertyValue('-webkit-text-security'))`,
  );
  expect(found.length).toBeGreaterThan(0);
  return found;
}
