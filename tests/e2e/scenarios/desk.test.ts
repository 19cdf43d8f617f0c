/** The desktop around the journey: mail, clipboard, language, the way into the demo and out, narrow windows, the keyboard. */

import { expect } from 'vitest';

import { copies } from '../../../ui/src/copy/index';
import { journey } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

const TAB = '\ue004';
const ENTER = '\ue007';

journey('the request leaves by the mail app and by the clipboard, whole', {}, async (scene) => {
  const { window, copy, desktop } = scene;
  const page = await walk.toTheWall(scene);
  await walk.returnFromTheWall(scene, page);
  await walk.blocked(scene);
  const link = await walk.askByMailApp(scene);
  expect(link.startsWith('mailto:it@northbank.example?')).toBe(true);
  expect(link, 'a space is %20 in a mail link').not.toContain('+');
  const mail = decodeURIComponent(link);
  expect(mail).toContain('3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab');
  expect(mail).toContain('/adminconsent?');
  await scene.record('compose', 'mail-app-asked');

  await window.press(copy.compose.notSent);
  await window.press(copy.compose.lengths.full);
  await window.press(copy.compose.routes.copy);
  await until('the full text', async () => (await window.screen('compose')).length === 'full');
  await window.press(copy.compose.actions.copy);
  const pasted = await until('the request on the clipboard', () => desktop.clipboard());
  for (const words of ['Calendars.ReadWrite', '3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab', 'entra.microsoft.com']) expect(pasted).toContain(words);
});

journey('the link of the sign-in page can be copied and opened by hand', {}, async (scene) => {
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
  await scene.window.at('browser');
  const opened = await scene.desktop.nextOpened();
  await scene.window.press(scene.copy.browser.copyLink);
  expect(await until('the link on the clipboard', () => scene.desktop.clipboard())).toBe(opened);
});

journey('the language changes in the app, and stays after a restart', {}, async (scene) => {
  await scene.window.press(scene.copy.welcome.otherLanguage);
  await scene.window.waitToRead(copies.ja.welcome.start);
  expect(await scene.window.driver.execute('return document.documentElement.lang')).toBe('ja');
  await scene.killAndReopen();
  await scene.window.waitToRead(copies.ja.welcome.start);
});

journey('the demo opens from the welcome and leaves again, and both journeys keep their place', { scenario: null }, async (scene) => {
  const { window, copy } = scene;
  await window.press(copy.welcome.demo);
  await until('the demo', async () => (await window.snapshot()).demo !== null);
  await window.press(copy.welcome.start);
  await window.at('address');
  await window.press(copy.common.demo.fillIn);
  await until('the simulated tenant', async () => (await window.screen('address')).lookup.is === 'found');
  await window.press(copy.common.demo.reset);
  await window.at('welcome');
  await window.press(copy.common.demo.leave);
  await until('the real world', async () => (await window.snapshot()).demo === null);
  await window.at('welcome');
});

journey('the way to the browser can be gone by keyboard alone, and every screen has a title of its own', {}, async (scene) => {
  const { window, copy } = scene;
  const tabTo = async (name: string) =>
    until(`“${name}” to have the focus`, async () => {
      const focused = await window.driver.execute<string>(`return (document.activeElement?.textContent ?? '').trim()`);
      if (focused.startsWith(name)) return true;
      await window.driver.chord(TAB);
      return false;
    });
  const titles = [await window.driver.title()];
  await tabTo(copy.welcome.start);
  await window.driver.chord(ENTER);
  await window.at('address');
  const { email } = await scene.demo();
  for (const letter of email) await window.driver.chord(letter);
  await until('the lookup', async () => (await window.screen('address')).lookup.is === 'found');
  titles.push(await window.driver.title());
  await window.driver.chord(ENTER);
  await window.at('permissions');
  titles.push(await window.driver.title());
  await tabTo(copy.permissions.signIn);
  await window.driver.chord(ENTER);
  await window.at('browser');
  titles.push(await window.driver.title());
  expect(new Set(titles).size).toBe(titles.length);
});

journey('nothing is cut off between 480 and 1600 pixels', { audit: true }, async (scene) => {
  const { window } = scene;
  const sideways = () => window.driver.execute<number>('return document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const look = async (place: 'welcome' | 'address' | 'permissions') => {
    for (const width of [480, 760, 1600]) {
      await window.driver.resize(width, 800);
      await until('the new width', () => window.driver.execute<boolean>(`return Math.abs(innerWidth - ${width}) < 40`));
      expect(await sideways(), `${place} at ${width}`).toBeLessThanOrEqual(0);
      await scene.record(place, String(width));
    }
  };
  await look('welcome');
  await walk.welcome(scene);
  await look('address');
  await walk.address(scene);
  await look('permissions');
});
