/** A tenant that answers wrongly or not at all, and a computer without a network. */

import { expect } from 'vitest';

import { journey } from '../harness/scene';
import type { Trouble } from '../harness/tenant';
import { until } from '../harness/until';
import * as walk from '../walk';

const answers = {
  'status 500': { status: 500 },
  'an HTML page': { body: 'html' },
  garbage: { body: 'garbage' },
  'nothing at all': { drop: true },
} satisfies Record<string, Trouble>;

for (const [what, trouble] of Object.entries(answers)) {
  journey(`discovery answers ${what}: the person is told whose move it is and tries again`, {}, async (scene) => {
    const { window, copy } = scene;
    await walk.welcome(scene);
    await window.at('address');
    const { tenant, email } = await scene.demo();
    for (const route of ['discovery', 'instance', 'user_realm']) await tenant.spoil(route, 8, trouble);
    await window.fill(copy.address.label, email);
    const lookup = await until('the lookup to give up', async () => {
      const { lookup } = await window.screen('address');
      return lookup.is === 'unreachable' && lookup;
    });
    await window.waitToRead(copy.faults.network[lookup.fault].title);
    await window.waitToRead(copy.faults.network[lookup.fault].next);
    await scene.record('address', 'unreachable');
    await tenant.heal();
    await window.press(copy.common.tryAgain);
    await until('the tenant to be found', async () => (await window.screen('address')).lookup.is === 'found');
  });

  journey(`the week answers ${what}: the screen stays, says so and loads again`, { scenario: 'open' }, async (scene) => {
    const { window, copy } = scene;
    await walk.welcome(scene);
    await walk.address(scene);
    const { tenant } = await scene.demo();
    for (const route of ['calendars', 'calendar_view']) await tenant.spoil(route, 8, trouble);
    await walk.permissions(scene);
    const page = await walk.browser(scene);
    expect(await walk.accept(scene, page)).toBe('nothing');
    await window.at('connected');
    await window.waitToRead(copy.connected.failed);
    await scene.record('connected', 'week-failed');
    await tenant.heal();
    await window.press(copy.connected.reload);
    await walk.connected(scene);
  });
}

journey('the token endpoint fails in the waiting room: the watch pauses and goes on', {}, async (scene) => {
  const { window, copy } = scene;
  const page = await walk.toTheWall(scene);
  await walk.returnFromTheWall(scene, page);
  await walk.blocked(scene);
  await walk.compose(scene);
  await window.at('waiting');
  const { tenant } = await scene.demo();
  await tenant.spoil('token', 8, { status: 503 });
  await window.press(copy.waiting.checkNow);
  await window.waitToRead(copy.waiting.paused.service_fault);
  await scene.record('waiting', 'paused');
  await tenant.heal();
  await walk.decideOnAdminPage(scene, 'approve');
  await window.press(copy.waiting.checkNow);
  await walk.connected(scene);
});

// The real world, behind a proxy that is not there: no request leaves the computer.
const noNetwork = { HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9', NO_PROXY: '', no_proxy: '' };

journey('without a network the lookup says so and stays editable', { scenario: null, env: noNetwork }, async (scene) => {
  const { window, copy } = scene;
  await walk.welcome(scene);
  await window.at('address');
  await window.fill(copy.address.label, 'nora@northbank.example');
  const lookup = await until('the lookup to give up', async () => {
    const { lookup } = await window.screen('address');
    return lookup.is === 'unreachable' && lookup;
  });
  await window.waitToRead(copy.faults.network[lookup.fault].title);
  await scene.record('address', 'no-network');
  expect((await window.screen('address')).typed).toBe('nora@northbank.example');
});
