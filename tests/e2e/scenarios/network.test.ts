/** From an error to the check of the connection, its sentence, what the person does about it, and through. */

import { afterAll, expect } from 'vitest';

import type { NetworkFault } from '../../../ui/src/ipc/generated/NetworkFault';
import type { Obstacle } from '../../../ui/src/ipc/generated/Obstacle';
import { Certificates, Proxy, throughProxy } from '../harness/proxy';
import { journey, type Scene } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

const certificates = new Certificates();
const open = await Proxy.start(certificates, 'lets_through');
const refusing = await Proxy.start(certificates, 'refuses');
const signingIn = await Proxy.start(certificates, 'asks_for_a_sign_in');
const inspecting = await Proxy.start(certificates, 'inspects');
const portal = await Proxy.start(certificates, 'shows_its_own_page');

afterAll(() => {
  for (const proxy of [open, refusing, signingIn, inspecting, portal]) proxy.stop();
  certificates.remove();
});

const hosts = ['login.microsoftonline.com', 'graph.microsoft.com'];

// Nothing listens on port 9 (discard) of loopback.
const gone = throughProxy('127.0.0.1:9', certificates);

journey('a proxy that is gone: the check names it, the person writes in another, and comes through', { scenario: null, env: gone }, async (scene) => {
  await findNobody(scene, 'proxy_unreachable');
  await check(scene, 'proxy_unreachable');
  await chooseProxy(scene, open.address);
  await comeThrough(scene);
});

journey('サインインを求めるプロキシ：接続の確認が名指しし、別のプロキシを設定すると先へ進める', { scenario: null, lang: 'ja', env: signingIn.env }, async (scene) => {
  await findNobody(scene, 'proxy_sign_in');
  await check(scene, 'proxy_sign_in');
  await chooseProxy(scene, open.address);
  await comeThrough(scene);
});

journey('a proxy that does not let Microsoft through: IT lets the two hosts through, and it goes on', { scenario: null, env: refusing.env }, async (scene) => {
  const { window, copy, desktop } = scene;
  await findNobody(scene, 'proxy_refuses');
  await check(scene, 'proxy_refuses');
  await window.press(copy.network.copyForIt);
  const note = await until('the words for IT', () => desktop.clipboard());
  for (const host of hosts) expect(note).toContain(host);
  refusing.manner = 'lets_through';
  await window.press(copy.network.again);
  await comeThrough(scene);
});

journey('a network that inspects secure connections: nobody can look away, IT leaves the hosts out, and it goes on', { scenario: null, env: inspecting.env }, async (scene) => {
  const { window, copy, desktop } = scene;
  await findNobody(scene, 'tls');
  await check(scene, 'untrusted_certificate');
  expect(await window.reads(copy.network.proxySettings), 'it is not the proxy’s address').toBe(false);
  await window.press(copy.network.copyForIt);
  const note = await until('the words for IT', () => desktop.clipboard());
  for (const host of hosts) expect(note).toContain(host);
  inspecting.manner = 'lets_through';
  await window.press(copy.network.again);
  await comeThrough(scene);
});

journey('a network with a page of its own: the person finishes there, and it goes on', { scenario: null, env: portal.env }, async (scene) => {
  await findNobody(scene, 'not_the_service');
  await check(scene, 'other_page');
  portal.manner = 'lets_through';
  await scene.window.press(scene.copy.network.again);
  await comeThrough(scene);
});

journey('the sign-in breaks off and the clock is wrong: the check says by how much, and the sign-in goes through', { scenario: 'open' }, async (scene) => {
  const { window, copy, desktop } = scene;
  await walk.welcome(scene);
  await walk.address(scene);
  const { tenant } = await scene.demo();
  await tenant.spoil('token', 8, { drop: true });
  await walk.permissions(scene);
  const page = await walk.browser(scene);
  await walk.accept(scene, page);
  await until('the sign-in to break off', async () => (await window.screen('browser')).page.is === 'failed');
  await scene.record('browser', 'broken-off');

  // Microsoft's clock is right, so the computer's is ahead.
  await tenant.spoil('discovery', 8, { wrong_clock_seconds: -7_200 });
  await window.press(copy.common.checkConnection);
  const said = copy.network.clock.ahead(copy.network.span.hours(2));
  await until('how wrong the clock is', () => window.titled(said));
  await window.waitToRead(copy.network.clock.next);
  await scene.record('network', 'wrong-clock');

  await tenant.heal();
  await window.press(copy.network.again);
  await until('the clock to be right', () => window.titled(copy.network.clear.title));
  const opened = desktop.opened().length;
  await window.press(copy.common.tryAgain);
  const again = await (await scene.browser()).open(await desktop.nextOpened(opened));
  expect(await walk.accept(scene, again)).toBe('nothing');
  await walk.connected(scene);
});

/** To the address, where the organisation cannot be asked about, and why not is said at once. */
async function findNobody(scene: Scene, fault: NetworkFault): Promise<void> {
  const { window, copy } = scene;
  await walk.welcome(scene);
  await window.at('address');
  await window.fill(copy.address.label, 'nora@northbank.example');
  await window.waitToRead(copy.faults.network[fault].title);
  await scene.record('address', 'unreachable');
}

/** From the error to the check, which says what is in the way, whose move it is, and what to do. */
async function check(scene: Scene, obstacle: Obstacle): Promise<void> {
  const { window, copy } = scene;
  await window.press(copy.common.checkConnection);
  await window.at('network');
  const { title, next } = copy.network.obstacles[obstacle];
  await until(`the sentence about ${obstacle}`, () => window.titled(title));
  await window.waitToRead(next);
  await scene.record('network', obstacle);
}

async function chooseProxy(scene: Scene, address: string): Promise<void> {
  const { window, copy } = scene;
  await window.press(copy.network.proxySettings);
  await window.at('settings');
  await window.press(copy.settings.proxies.address);
  await window.fill(copy.settings.proxyAddress, address);
  await window.press(copy.settings.proxyUse);
  await window.waitToRead(copy.settings.proxyUsed);
  await scene.record('settings', 'proxy-in-use');
  await window.press(copy.common.back);
  await window.at('address');
  await window.press(copy.common.checkConnection);
}

/** The check finds the way clear, and offers the very thing that stood still. */
async function comeThrough(scene: Scene): Promise<void> {
  const { window, copy } = scene;
  await until('the way to be clear', () => window.titled(copy.network.clear.title));
  await scene.record('network', 'clear');
  await window.press(copy.common.tryAgain);
  await window.at('address');
  await until('the tenant to be found', async () => (await window.screen('address')).lookup.is === 'found');
  expect((await window.screen('address')).typed, 'what was typed is still there').toBe('nora@northbank.example');
  await window.press(copy.address.next);
  await window.at('permissions');
}
