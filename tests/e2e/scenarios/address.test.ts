/** Addresses as people really type them. */

import { expect } from 'vitest';

import { journey } from '../harness/scene';
import { until } from '../harness/until';
import * as walk from '../walk';

journey('a mistyped address gets a plain sentence and stays editable', {}, async (scene) => {
  const { window, copy } = scene;
  await walk.welcome(scene);
  await window.at('address');
  const faults = { 'nora tanaka@northbank.example': 'space', 'nora.northbank.example': 'at', 'nora@northbank': 'domain', 'nöra@northbank.example': 'non_ascii', [`${'n'.repeat(330)}@northbank.example`]: 'too_long' } as const;
  for (const [typed, fault] of Object.entries(faults)) {
    await window.fill(copy.address.label, typed);
    await window.waitToRead(copy.faults.address[fault]);
    expect((await window.screen('address')).typed).toBe(typed);
  }
  await scene.record('address', 'mistyped');
  await walk.address(scene);
  await window.at('permissions');
});

journey('an unknown domain is said plainly, and one may still go on', {}, async (scene) => {
  const { window, copy } = scene;
  await walk.welcome(scene);
  await window.at('address');
  await window.fill(copy.address.label, 'nora@northbnak.example');
  await window.waitToRead(copy.address.notFound);
  await scene.record('address', 'unknown-domain');
  await window.press(copy.address.anyway);
  await window.at('permissions');
});

journey('a personal account needs no IT, and that stop leaves the route', { scenario: 'open' }, async (scene) => {
  const { window, copy } = scene;
  await walk.welcome(scene);
  await window.at('address');
  await window.fill(copy.address.label, 'someone@outlook.example');
  await window.waitToRead(copy.address.forecast.personal);
  await scene.record('address', 'personal');
  await until('the route without IT', async () => !(await window.snapshot()).view.route.some((stop) => stop.at === 'decision'));
});
