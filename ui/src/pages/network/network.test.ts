import { fireEvent, screen as page } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { copies, plain } from '../../copy';
import { checked } from '../../fixtures/network';
import type { Connection } from '../../ipc/generated/Connection';
import type { Finding } from '../../ipc/generated/Finding';
import type { NetworkFault } from '../../ipc/generated/NetworkFault';
import type { Obstacle } from '../../ipc/generated/Obstacle';
import type { Screen } from '../../ipc/generated/Screen';
import type { View } from '../../ipc/generated/View';
import { fixtures } from '../../fixtures';
import { stoodStill, updatedScreen } from '../../fixtures/connected';
import { settled, show, showSnapshot } from '../../fixtures/show';
import { session } from '../../session.svelte';
import { moverOf, retryOf, spanOf, wordsFor } from './finding';

const obstacles = Object.keys(moverOf) as Obstacle[];
const findings: Finding[] = [
  { is: 'clear' },
  { is: 'wrong_clock', seconds_ahead: 900 },
  { is: 'wrong_clock', seconds_ahead: -900 },
  ...obstacles.flatMap((by): Finding[] => [
    { is: 'sign_in_blocked', by },
    { is: 'calendar_blocked', by },
  ]),
];

async function opened(connection: Connection) {
  const shown = await show('address-offline');
  session.open('network');
  await settled();
  const { snapshot, client } = shown;
  client.show({ ...snapshot, view: { ...snapshot.view, connection } });
  await settled();
  return shown;
}

describe.each(['en', 'ja'] as const)('every finding has words (%s)', (lang) => {
  it.each(findings)('$is $by', (finding) => {
    const told = wordsFor(finding, copies[lang].network);
    expect(told.title).not.toBe('');
    expect(told.next).not.toBe('');
    // Whose move it is stands in the words too, not in the lamp alone.
    const { its, microsofts } = copies.en.network.turn;
    if (lang === 'en' && told.mover === 'its') expect(told.next).toContain(its);
    if (lang === 'en' && told.mover === 'microsofts') expect(told.next).toContain(microsofts);
    const again = copies[lang].network.again;
    if (told.mover === 'yours') expect(told.next.toLowerCase()).toContain(again.toLowerCase());
  });
});

it('each obstacle has a title of its own', () => {
  for (const lang of ['en', 'ja'] as const)
    expect(new Set(obstacles.map((by) => copies[lang].network.obstacles[by].title)).size).toBe(obstacles.length);
});

it.each([
  [301, '5 minutes'],
  [60 * 119, '119 minutes'],
  [60 * 60 * 3, '3 hours'],
  [26 * 60 * 60, '26 hours'],
  [60 * 60 * 24 * 30, '30 days'],
])('%i seconds are said as %s', (seconds, said) => {
  expect(spanOf(seconds, copies.en.network)).toBe(said);
});

describe('the page', () => {
  afterEach(() => session.open('journey'));

  it('looks as soon as it is opened, and says so', async () => {
    const { client } = await opened({ is: 'checking' });
    expect(client.acted).toEqual([{ do: 'check_connection' }]);
    expect(page.getByRole('heading', { level: 2, name: copies.en.network.checking })).toBeTruthy();
    expect(page.getByRole('button', { name: 'Check again' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('names what is in between, whose move it is, and each service by its host', async () => {
    const by = 'untrusted_certificate';
    await opened(checked({ is: 'sign_in_blocked', by }, { sign_in: by, calendar: by }));
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(copies.en.network.obstacles[by].title);
    expect(page.getAllByText(copies.en.network.turn.its).length).toBeGreaterThan(0);
    for (const host of ['login.microsoftonline.com', 'graph.microsoft.com']) expect(page.getByText(host)).toBeTruthy();
    expect(page.getByRole('button', { name: 'Copy for IT' })).toBeTruthy();
    expect(session.announced?.text).toBe('Looked: This network inspects secure connections.');
  });

  it('leads to the proxy where that is what does not answer', async () => {
    const by = 'proxy_unreachable';
    await opened(checked({ is: 'sign_in_blocked', by }, { sign_in: by, calendar: by }));
    await fireEvent.click(page.getByRole('button', { name: 'Proxy settings' }));
    expect(session.page).toBe('settings');
  });

  it('sends the person on with the very thing that stood still, once the way is clear', async () => {
    const { client } = await opened(checked({ is: 'clear' }));
    client.acted.splice(0);
    await fireEvent.click(page.getByRole('button', { name: 'Try again' }));
    await settled();
    expect(client.acted).toEqual([{ do: 'retry_lookup' }]);
    expect(session.page).toBe('journey');
  });

  it('looks again on request', async () => {
    const { client } = await opened(checked({ is: 'sign_in_blocked', by: 'silence' }, { sign_in: 'silence' }));
    await fireEvent.click(page.getByRole('button', { name: 'Check again' }));
    expect(client.acted.filter((intent) => intent.do === 'check_connection')).toHaveLength(2);
  });
});

/** Every way through `T` to a network fault: 'lookup.fault', 'addition.step.watch.fault'. */
type FaultIn<T> = T extends readonly (infer Item)[]
  ? `${number}.${FaultIn<Item>}`
  : T extends object
    ? { [Key in keyof T & string]: FaultAt<Key, NonNullable<T[Key]>> }[keyof T & string]
    : never;
type FaultAt<Key extends string, At> = [At] extends [NetworkFault]
  ? [NetworkFault] extends [At]
    ? Key
    : never
  : `${Key}.${FaultIn<At>}`;
type Place = { [Is in Screen['is']]: `${Is}.${FaultIn<Extract<Screen, { is: Is }>>}` }[Screen['is']];

/** Total on purpose: a new place that can show a network fault does not compile until it is among these. */
const places: Record<Place, (fault: NetworkFault) => Screen> = {
  'address.lookup.fault': (fault) => ({ ...shown('address-offline', 'address'), lookup: { is: 'unreachable', fault } }),
  'browser.page.fault.network': (network) => ({
    ...shown('browser-offline', 'browser'),
    page: { is: 'failed', fault: { kind: 'network', network } },
  }),
  'waiting.watch.fault': (fault) => ({
    ...shown('waiting-offline', 'waiting'),
    watch: { is: 'paused', checks: 6, fault },
  }),
  'connected.week.fault.network': (network) => ({
    ...shown('connected-offline', 'connected'),
    week: { is: 'failed', fault: { kind: 'network', network }, last: null },
  }),
  'connected.addition.step.watch.fault': (fault) => ({
    is: 'connected',
    ...updatedScreen('en', stoodStill('en', fault)),
  }),
};
/** Beside the screen nothing of the view holds one. */
const beside: [FaultIn<Omit<View, 'screen'>>] extends [never] ? 'nothing' : 'something' = 'nothing';
const faults = Object.keys(copies.en.faults.network) as NetworkFault[];

function shown<Is extends Screen['is']>(name: string, is: Is): Extract<Screen, { is: Is }> {
  const screen = fixtures[name]?.snapshot('en').view.screen;
  if (screen?.is !== is) throw new Error(`${name} is not at ${is}`);
  return screen as Extract<Screen, { is: Is }>;
}

describe('from every place that can fail for want of a connection', () => {
  const everyFault = Object.entries(places).flatMap(([place, of]) => faults.map((fault) => ({ place, fault, of })));

  it.each(everyFault)('$place, $fault: leads to the check, and back with a retry of its own', async ({ fault, of }) => {
    const fixture = fixtures['address-offline']?.snapshot('en');
    if (!fixture) throw new Error('address-offline is what the rest of the view is taken from');
    const screen = of(fault);
    expect(retryOf(screen)).not.toBeNull();
    await showSnapshot({ ...fixture, view: { ...fixture.view, screen } });
    await fireEvent.click(page.getByRole('button', { name: 'Check the connection' }));
    expect(session.page).toBe('network');
  });

  it('is every place there is', () => expect([faults.length, beside]).toEqual([9, 'nothing']));

  it('and from Help, where nothing has to be retried', async () => {
    const { snapshot } = await show('blocked');
    expect(retryOf(snapshot.view.screen)).toBeNull();
    const welcome: Screen = { is: 'welcome' };
    await showSnapshot({ ...snapshot, view: { ...snapshot.view, screen: welcome } }, 'help');
    const topic = copies.en.help.topics.network.title;
    await fireEvent.click(page.getAllByRole('button', { name: topic }).at(-1) ?? page.getByText(topic));
    await fireEvent.click(
      page.getAllByRole('button', { name: 'Check the connection' }).at(-1) ?? page.getByText(topic),
    );
    expect(session.page).toBe('network');
  });
});

it('a title without its phrase marks is what is read out', () => {
  expect(plain(copies.ja.network.obstacles.tls.title)).not.toContain('|');
});
