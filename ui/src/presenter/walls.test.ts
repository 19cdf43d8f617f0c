import { expect, test } from 'vitest';

import { fixtures } from '../fixtures';
import { demoCard } from '../fixtures/base';
import { presentationOf } from '../fixtures/presenter';
import type { BrowserScreen } from '../ipc/generated/BrowserScreen';
import type { Standing } from '../ipc/generated/Standing';
import { nextCue } from './beats';
import { couldBeAtTheWall, WALLS } from './walls';

const NOW = new Date('2026-11-20T09:42:00Z');
const undecided: Standing = { is: 'undecided' };
const approved: Standing = { is: 'approved', effective: '2026-11-20T09:41:00Z' };
const passingOn: Standing = { is: 'approved', effective: '2026-11-20T10:00:00Z' };

function browser(fixture: string): { is: 'browser' } & BrowserScreen {
  const screen = fixtures[fixture]?.snapshot('en').view.screen;
  if (screen?.is !== 'browser') throw new Error(`${fixture} is no browser screen`);
  return screen;
}

const before = browser('browser-fresh');
const stalled = browser('browser');
const calendar = browser('browser-second-leg');

test('every_scenario_of_the_simulated_tenant_is_in_the_table', () => {
  const files = Object.keys(import.meta.glob('../../../crates/simtenant/scenarios/*.toml'));
  const names = files.map((file) => file.replace(/^.*\/(.+)\.toml$/u, '$1'));
  expect(names.toSorted()).toEqual(Object.keys(WALLS).toSorted());
});

test.each([
  ['managed-policy', calendar, undecided, true],
  ['managed-policy', calendar, passingOn, true],
  ['managed-policy', calendar, { is: 'denied' }, true],
  ['managed-policy', calendar, approved, false],
  ['managed-policy', calendar, { is: 'blocked' }, false],
  ['managed-policy', stalled, undecided, false],
  ['consent-off', before, undecided, false],
  ['consent-off', stalled, undecided, true],
  ['consent-off', stalled, approved, false],
  ['new-permission-later', calendar, approved, true],
  ['new-permission-later', calendar, { is: 'blocked' }, false],
  ['revoked-later', calendar, approved, false],
  ['open', calendar, undecided, false],
  ['conditional-access', stalled, undecided, false],
  ['assignment', stalled, undecided, false],
  ['personal-account', calendar, undecided, false],
  ['a story of tomorrow', calendar, undecided, false],
] satisfies [string, BrowserScreen, Standing, boolean][])(
  'in %s the wall is only where it stands (%#)',
  (scenario, screen, standing, there) => {
    expect(couldBeAtTheWall(scenario, screen, standing, NOW)).toBe(there);
    const cue = nextCue(
      { ...screen, is: 'browser' },
      { ...demoCard, scenario },
      presentationOf('en', { standing }),
      NOW,
    );
    expect(cue).toEqual(
      there ? { is: 'act', intent: { do: 'tell_page', card: 'need_admin_approval' } } : { is: 'page' },
    );
  },
);
