/** The four kinds of organisation, from the first screen to the week or to the no. */

import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

import { journey } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

journey('an open organisation lets the person connect without IT', { scenario: 'open', audit: true }, async (scene) => {
  await walk.welcome(scene);
  await walk.address(scene);
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  expect(await walk.accept(scene, page)).toBe('nothing');
  await walk.connected(scene);
  expect(await scene.window.reads(scene.copy.connected.title)).toBe(true);
  expect((await scene.window.snapshot()).view.route.map((stop) => stop.at), 'IT had no part in it').not.toContain('decision');
});

journey('managed policy: IT approves by the link in the request and the app finishes by itself', { scenario: 'managed-policy', audit: true }, async (scene) => {
  const page = await walk.toTheWall(scene);
  await walk.returnFromTheWall(scene, page);
  await walk.blocked(scene);

  const draft = readFileSync(await walk.compose(scene), 'utf8');
  const link = approvalLink(draft);
  expect(draft, 'the ticked decision sheet travels in the draft').toMatch(/Content-Disposition: attachment; filename="demo-decision-en\.pdf"/u);
  await walk.waiting(scene);

  await walk.approveByLink(scene, link);
  await walk.connected(scene);
  expect(await scene.window.reads(scene.copy.connected.titleApproved)).toBe(true);
  const told = await until('the notification', () => scene.desktop.notifications()[0]);
  expect(`${told.summary} ${told.body}`).toContain(`Your calendar is connected to ${await scene.app()}.`);
  expect(scene.desktop.opened().filter((one) => one.startsWith('http')), 'one browser trip').toHaveLength(1);
});

journey('管理ポリシー：回答待ちの間に強制終了しても、承認されると自動で接続される', { scenario: 'managed-policy', lang: 'ja', audit: true }, async (scene) => {
  await walk.toTheWall(scene);
  await walk.tellWhatThePageSays(scene);
  await walk.blocked(scene);
  await walk.compose(scene);
  await walk.waiting(scene);
  const asked = await scene.window.screen('waiting');

  await scene.kill();
  await scene.reopen();
  await scene.record('waiting', 'after-kill');
  const again = await scene.window.screen('waiting');
  expect({ to: again.to, name: again.name, asked_at: again.asked_at }).toEqual({ to: asked.to, name: asked.name, asked_at: asked.asked_at });

  await walk.decideOnAdminPage(scene, 'approve');
  await walk.connected(scene);
  const told = await until('the notification', () => scene.desktop.notifications()[0]);
  expect(`${told.summary} ${told.body}`).toContain(`予定表を ${await scene.app()} に接続しました。`);
  expect(await scene.window.driver.execute('return document.documentElement.lang')).toBe('ja');
});

journey('with consent switched off the app does not promise to watch, and a new sign-in connects', { scenario: 'consent-off', audit: true }, async (scene) => {
  const page = await walk.toTheWall(scene);
  await walk.returnFromTheWall(scene, page);
  await scene.window.at('blocked');
  const stopped = await scene.window.screen('blocked');
  expect({ name: stopped.name, watch: stopped.can_watch }).toEqual({ name: null, watch: false });
  await walk.blocked(scene);
  await walk.compose(scene);
  await walk.waiting(scene);
  expect(await scene.window.reads(scene.copy.waiting.remindTitle)).toBe(true);
  expect(await scene.window.reads(scene.copy.waiting.lede), 'no promise to keep checking').toBe(false);

  await walk.decideOnAdminPage(scene, 'approve');
  await walk.tryAgain(scene);
  await walk.connected(scene);
});

journey('a no from IT is noticed without a click and said calmly', { scenario: 'denied', audit: true }, async (scene) => {
  const page = await walk.toTheWall(scene);
  await walk.returnFromTheWall(scene, page);
  await walk.blocked(scene);
  await walk.compose(scene);
  await walk.waiting(scene);
  await walk.decideOnAdminPage(scene, 'deny');
  await walk.denied(scene);
  const { how } = await scene.window.screen('denied');
  expect(how).not.toBe('person_said');
  const told = await until('the notification', () => scene.desktop.notifications()[0]);
  expect(`${told.summary} ${told.body}`).toContain(`IT has answered about ${await scene.app()}.`);
});

/** The approval address as the recipient's mail program shows it: soft line ends and entities undone. */
function approvalLink(draft: string): string {
  const text = draft
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&');
  const link = /https?:\/\/[^\s"<>]*adminconsent[^\s"<>]*/.exec(text)?.[0];
  if (!link) throw new Error(`the request has no approval link:\n${text}`);
  return link;
}
