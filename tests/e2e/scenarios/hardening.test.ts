/** What a page inside the window could try, if something of somebody else's ever ran there. */

import { expect } from 'vitest';

import type { Commands } from '../../../ui/src/ipc/generated/commands';
import { journey, type Scene } from '../harness/scene';
import { answer } from '../harness/process';
import { until } from '../harness/until';
import { binary } from '../harness/window';
import * as walk from '../walk';

type Outcome = { ok: unknown } | { refused: string };

async function invoked(scene: Scene, command: string, args: object = {}): Promise<Outcome> {
  return scene.window.driver.executeAsync<Outcome>(
    `const done = arguments[arguments.length - 1];
     window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((ok) => done({ ok }), (why) => done({ refused: typeof why === 'string' ? why : JSON.stringify(why) }))`,
    command,
    args,
  );
}

async function inPage<T>(scene: Scene, script: string): Promise<T> {
  return scene.window.driver.execute<T>(script);
}

const UNDECLARED = [
  'no_such_command',
  'plugin:fs|read_text_file',
  'plugin:shell|open',
  'plugin:shell|execute',
  'plugin:http|fetch',
  'plugin:opener|open_url',
  'plugin:webview|create_webview_window',
  'plugin:window|close',
  'plugin:path|resolve_directory',
  'plugin:app|version',
  'plugin:event|emit',
];

async function refusesWhatIsUndeclared(scene: Scene): Promise<void> {
  for (const command of UNDECLARED)
    expect(await invoked(scene, command, { path: '/etc/passwd', url: 'file:///etc/passwd', event: 'changed' }), command).toHaveProperty('refused');
}

async function staysWhereItIs(scene: Scene): Promise<void> {
  const home = await inPage<string>(scene, 'return location.href');
  for (const address of ['https://login.microsoftonline.com/', 'http://localhost:9/', 'file:///etc/passwd', 'data:text/html,x'])
    await inPage(scene, `try { location.assign(${JSON.stringify(address)}) } catch {}`);
  expect(await inPage(scene, `return window.open('https://example.com/') === null`)).toBe(true);
  expect(await inPage(scene, 'return location.href')).toBe(home);
}

journey('the page can call what is declared, and with what is declared', { scenario: 'managed-policy' }, async (scene) => {
  await scene.window.at('welcome');
  await refusesWhatIsUndeclared(scene);

  const long = 'x'.repeat(2_000_000);
  for (const [command, args] of [
    ['act', { intent: { do: 'format_disk' } }],
    ['act', { intent: { do: 'type_address', text: 'a@b.example', then: 'more' } }],
    ['act', { intent: { do: 'open_link', link: 'file:///etc/passwd' } }],
    ['act', {}],
    ['change_settings', { settings: { language: 'xx' } }],
    ['change_settings', { settings: { proxy: { is: 'address', address: long } } }],
    ['change_settings', { settings: { proxy: { is: 'address', address: 'a:b@c' } } }],
    ['enter_demo', { scenario: long }],
    ['enter_demo', { scenario: '../../etc' }],
  ] as const)
    expect(await invoked(scene, command, args), JSON.stringify(args).slice(0, 80)).toHaveProperty('refused');
  await scene.window.at('welcome');
  // What is declared still goes.
  expect(await invoked(scene, 'snapshot')).toHaveProperty('ok');
  expect(scene.desktop.opened()).toEqual([]);
});

journey('an endless address is cut and the window goes on', { scenario: 'managed-policy' }, async (scene) => {
  await walk.welcome(scene);
  await scene.window.at('address');
  expect(await invoked(scene, 'act', { intent: { do: 'type_address', text: 'x'.repeat(2_000_000) } })).toHaveProperty('ok');
  const typed = await until('the cut address', async () => (await scene.window.screen('address')).typed || null);
  expect(typed.length).toBeLessThanOrEqual(400);
});

journey('the page stays where it is, and nothing written into it runs', { scenario: 'managed-policy' }, async (scene) => {
  await scene.window.at('welcome');
  await staysWhereItIs(scene);
  await scene.window.at('welcome');

  expect(await inPage(scene, 'return typeof window.__TAURI__')).toBe('undefined');
  expect(await inPage(scene, `try { Object.prototype.planted = 1 } catch {} return 'planted' in {}`)).toBe(false);
  expect(
    await inPage(
      scene,
      `const script = document.createElement('script'); script.textContent = 'window.planted = 1'; document.head.append(script); script.remove();
       const image = document.createElement('div'); image.innerHTML = '<img src="data:," onerror="window.planted = 2">'; document.body.append(image); image.remove();
       return typeof window.planted`,
    ),
  ).toBe('undefined');
  for (const address of ['https://graph.microsoft.com/v1.0/me', 'http://127.0.0.1:9/', 'file:///etc/passwd'])
    expect(
      await scene.window.driver.executeAsync<string>(
        `const done = arguments[arguments.length - 1];
         let broken = 'nothing'; addEventListener('securitypolicyviolation', (event) => { broken = event.effectiveDirective }, { once: true });
         fetch(arguments[0]).then(() => done('fetched'), () => setTimeout(() => done(broken)))`,
        address,
      ),
      address,
    ).not.toBe('fetched');
});

/** Every command but the snapshot, each with what the main window may send: a new one does not compile until it is here. */
const MAIN_ONLY: { [Name in Exclude<keyof Commands, 'snapshot'>]: Commands[Name]['takes'] } = {
  act: { intent: { do: 'start' } },
  change_settings: { settings: { language: 'ja', theme: 'dark', proxy: { is: 'none' } } },
  enter_demo: { scenario: 'denied' },
  leave_demo: {},
  reset_demo: {},
  open_it_page: {},
  open_log_folder: {},
  direct: { direction: { do: 'answer', answer: 'approve' } },
};

journey('the speaker’s notes look on: they get the snapshot, every other command is refused, and they stay where they are', { scenario: 'managed-policy' }, async (scene) => {
  const { driver } = scene.window;
  await walk.raiseStage(scene);
  const main = await driver.handle();
  const before = await scene.window.snapshot();
  await driver.chord('n');
  const notes = await until('the speaker’s notes', async () => (await driver.handles()).find((handle) => handle !== main));
  await driver.switchTo(notes);
  await until('the page of the notes', () => inPage<boolean>(scene, `return location.hash === '#notes' && document.querySelector('main') !== null`));

  expect(await invoked(scene, 'snapshot')).toEqual({ ok: before });
  for (const [command, takes] of Object.entries(MAIN_ONLY)) {
    // By who asks, not by what is asked: the refusal names the window.
    const outcome = await invoked(scene, command, takes);
    expect(outcome, command).toEqual({ refused: expect.stringMatching(/not allowed .*window "notes"/) });
  }
  await refusesWhatIsUndeclared(scene);
  await staysWhereItIs(scene);
  expect(await driver.handles(), 'no third window').toHaveLength(2);

  await driver.switchTo(main);
  expect(await scene.window.snapshot(), 'nothing has happened').toEqual(before);
  expect(scene.desktop.opened()).toEqual([]);
});

journey('a second start brings the window forward, and its arguments are nobody’s business', { scenario: 'managed-policy' }, async (scene) => {
  await walk.welcome(scene);
  await scene.window.at('address');
  const before = await scene.window.snapshot();
  await answer(binary, ['--demo', 'denied', '--profile', '/etc/passwd'], scene.desktop.env);
  const after = await scene.window.snapshot();
  expect(after.demo?.scenario).toBe('managed-policy');
  expect(after.view.screen).toEqual(before.view.screen);
  await scene.window.at('address');
});
