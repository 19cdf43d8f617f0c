import { expect, test } from 'vitest';

import { fixtures } from '../fixtures';
import { demoCard } from '../fixtures/base';
import { additionSteps, updatedScreen } from '../fixtures/connected';
import { noteCard } from '../fixtures/letters';
import { presentationOf, queued } from '../fixtures/presenter';
import type { AdditionStep } from '../ipc/generated/AdditionStep';
import type { ConnectedScreen } from '../ipc/generated/ConnectedScreen';
import type { Delivery } from '../ipc/generated/Delivery';
import type { Presentation } from '../ipc/generated/Presentation';
import type { Screen } from '../ipc/generated/Screen';
import { deskAt } from './ahead';
import { type Beat, beatOf, type Cue, type Holder, holderOf, isAsked, nextCue } from './beats';
import { momentOf } from './moments';

const NOW = new Date('2026-11-20T09:42:00Z');
const LATER = '2026-11-20T10:00:00Z';
const EARLIER = '2026-11-20T09:41:00Z';

function screen<P extends Screen['is']>(fixture: string, is: P): Extract<Screen, { is: P }> {
  const found = fixtures[fixture]?.snapshot('en').view.screen;
  if (found?.is !== is) throw new Error(`${fixture} is no ${is} screen`);
  return found as Extract<Screen, { is: P }>;
}

const asked = presentationOf('en');
const nothing: Presentation = presentationOf('en', { inbox: [] });
const approved = (effective: string) => presentationOf('en', { standing: { is: 'approved', effective } });
const waiting = screen('waiting', 'waiting');
const compose = screen('compose', 'compose');
const address = screen('address-demo', 'address');
const typed = { ...address, typed: demoCard.email };
/** What the earlier version was approved with, before the person connected. */
const earlierVersion = approved('2026-11-20T08:00:00Z');
const updated = (step: AdditionStep['is']) => onScreen(updatedScreen('en', additionSteps[step]('en')));
const noted = (delivery: Delivery) =>
  onScreen(updatedScreen('en', { is: 'ask_it', lang: 'en', note: noteCard('en', 'change', { delivery }) }));
const onScreen = (connected: ConnectedScreen): Extract<Screen, { is: 'connected' }> => ({
  is: 'connected',
  ...connected,
});
const act = (intent: Extract<Cue, { is: 'act' }>['intent']): Cue => ({ is: 'act', intent });

/** Every screen, with each of its states that has a beat of its own. */
const table: [string, Screen, Presentation, Cue, Beat, Holder][] = [
  ['welcome', screen('welcome', 'welcome'), nothing, act({ do: 'start' }), 'sign_in', 'person'],
  [
    'address, not typed',
    { ...address, typed: '' },
    nothing,
    act({ do: 'type_address', text: demoCard.email }),
    'sign_in',
    'person',
  ],
  [
    'address, looking',
    { ...typed, lookup: { is: 'looking', domain: 'northbank.example' } },
    nothing,
    { is: 'wait' },
    'sign_in',
    'person',
  ],
  [
    'address, not found',
    { ...typed, lookup: { is: 'not_found', domain: 'northbank.example' } },
    nothing,
    act({ do: 'continue' }),
    'sign_in',
    'person',
  ],
  [
    'address, not taken',
    { ...typed, lookup: { is: 'not_taken', domain: 'example.com', kind: 'personal' } },
    nothing,
    { is: 'by_hand' },
    'sign_in',
    'person',
  ],
  [
    'address, unreachable',
    { ...typed, lookup: { is: 'unreachable', fault: 'offline' } },
    nothing,
    act({ do: 'retry_lookup' }),
    'sign_in',
    'person',
  ],
  ['permissions', screen('permissions', 'permissions'), nothing, act({ do: 'sign_in' }), 'sign_in', 'person'],
  ['the page, before signing in', screen('browser-fresh', 'browser'), nothing, { is: 'page' }, 'sign_in', 'person'],
  [
    'the page, standing still before signing in',
    screen('browser', 'browser'),
    nothing,
    { is: 'page' },
    'sign_in',
    'person',
  ],
  [
    'the wall',
    screen('browser-second-leg', 'browser'),
    nothing,
    act({ do: 'tell_page', card: 'need_admin_approval' }),
    'sign_in',
    'person',
  ],
  [
    'the wall, with a request sent on it',
    screen('browser-second-leg', 'browser'),
    presentationOf('en', { queue: [queued('en')] }),
    act({ do: 'tell_page', card: 'request_sent' }),
    'sign_in',
    'person',
  ],
  ['the page on its way', screen('browser-preparing', 'browser'), nothing, { is: 'wait' }, 'sign_in', 'person'],
  ['no browser', screen('browser-not-opened', 'browser'), nothing, act({ do: 'open_page_again' }), 'sign_in', 'person'],
  ['sign-in stopped', screen('browser-interrupted', 'browser'), nothing, act({ do: 'sign_in' }), 'sign_in', 'person'],
  ['sign-in failed', screen('browser-offline', 'browser'), nothing, act({ do: 'sign_in' }), 'sign_in', 'person'],
  ['another account', screen('someone-else', 'someone_else'), nothing, { is: 'by_hand' }, 'sign_in', 'person'],
  ['blocked', screen('blocked', 'blocked'), nothing, act({ do: 'ask_it' }), 'block', 'person'],
  [
    'blocked, request on the page',
    screen('blocked-workflow-ask', 'blocked'),
    nothing,
    act({ do: 'tell_page', card: 'request_sent' }),
    'block',
    'person',
  ],
  ...(
    [
      ['ask_person', act({ do: 'tell_page', card: 'need_admin_approval' })],
      ['retry_later', act({ do: 'try_again' })],
      ['sign_in', act({ do: 'try_again' })],
      ['pass_on', { is: 'by_hand' }],
      ['choose_account', { is: 'by_hand' }],
      ['stop', { is: 'end' }],
    ] as const
  ).map(([is, cue]): [string, Screen, Presentation, Cue, Beat, Holder] => [
    `blocked, ${is}`,
    { ...screen('blocked', 'blocked'), offer: { is } },
    nothing,
    cue,
    'block',
    'person',
  ]),
  ['the request', compose, nothing, act({ do: 'deliver', route: compose.route }), 'request', 'person'],
  [
    'the request, on its way',
    { ...compose, delivery: { is: 'under_way', route: 'draft_file' } },
    nothing,
    { is: 'wait' },
    'request',
    'person',
  ],
  [
    'the request, handed over',
    { ...compose, delivery: { is: 'handed_over', route: 'draft_file', file: null } },
    asked,
    act({ do: 'sent' }),
    'request',
    'person',
  ],
  [
    'the request, with no mail program',
    { ...compose, delivery: { is: 'failed', route: 'mail_app', fault: 'nothing_opened' } },
    nothing,
    act({ do: 'deliver', route: 'save' }),
    'request',
    'person',
  ],
  ['waiting', waiting, asked, { is: 'it' }, 'waiting', 'it'],
  [
    'approved, not in effect',
    waiting,
    approved(LATER),
    { is: 'direct', direction: { do: 'advance', seconds: 18 * 60 + 1 } },
    'approved',
    'it',
  ],
  ['approved, in effect', waiting, approved(EARLIER), act({ do: 'check_now' }), 'approved', 'person'],
  [
    'approved, nothing to watch with',
    screen('waiting-remind', 'waiting'),
    approved(EARLIER),
    act({ do: 'try_again' }),
    'approved',
    'person',
  ],
  [
    'approved, being checked',
    screen('waiting-now', 'waiting'),
    approved(EARLIER),
    { is: 'wait' },
    'approved',
    'person',
  ],
  [
    'denied by IT',
    waiting,
    presentationOf('en', { standing: { is: 'denied' } }),
    act({ do: 'they_said_no' }),
    'approved',
    'no',
  ],
  [
    'blocked by IT',
    waiting,
    presentationOf('en', { standing: { is: 'blocked' } }),
    act({ do: 'check_now' }),
    'approved',
    'no',
  ],
  ['connected', screen('connected', 'connected'), approved(EARLIER), { is: 'end' }, 'connected', 'connected'],
  ['signed out', screen('connected-sign-in-again', 'connected'), nothing, act({ do: 'sign_in' }), 'sign_in', 'person'],
  ['connected, offline', screen('connected-offline', 'connected'), nothing, { is: 'end' }, 'connected', 'connected'],
  ['an addition, the person’s own', updated('yours'), nothing, act({ do: 'try_again' }), 'sign_in', 'person'],
  [
    'an addition, signed out',
    { ...updated('awaited'), week: screen('connected-sign-in-again', 'connected').week },
    earlierVersion,
    act({ do: 'sign_in' }),
    'sign_in',
    'person',
  ],
  [
    'an addition to ask for',
    updated('ask_it'),
    earlierVersion,
    act({ do: 'deliver', route: 'mail_app' }),
    'request',
    'person',
  ],
  [
    'an addition, handed over',
    noted({ is: 'handed_over', route: 'mail_app', file: null }),
    earlierVersion,
    act({ do: 'sent' }),
    'request',
    'person',
  ],
  [
    'an addition, on its way',
    noted({ is: 'under_way', route: 'mail_app' }),
    earlierVersion,
    { is: 'wait' },
    'request',
    'person',
  ],
  ['an addition, awaited', updated('awaited'), earlierVersion, { is: 'it' }, 'waiting', 'it'],
  [
    'an addition, approved but not in effect',
    updated('awaited'),
    approved(LATER),
    { is: 'direct', direction: { do: 'advance', seconds: 18 * 60 + 1 } },
    'approved',
    'it',
  ],
  ['an addition, approved', updated('awaited'), approved(EARLIER), act({ do: 'check_now' }), 'approved', 'person'],
  [
    'an addition, blocked by IT',
    updated('awaited'),
    presentationOf('en', { standing: { is: 'blocked' } }),
    act({ do: 'they_said_no' }),
    'approved',
    'no',
  ],
  ['an addition, refused', updated('no'), earlierVersion, { is: 'end' }, 'approved', 'no'],
  ['denied', screen('denied', 'denied'), asked, { is: 'end' }, 'approved', 'no'],
];

test.each(table)(
  '%s: the next beat, the place in the story, whose move',
  (_, screen, presentation, cue, beat, holder) => {
    expect(nextCue(screen, demoCard, presentation, NOW)).toEqual(cue);
    expect(beatOf(screen, presentation)).toBe(beat);
    expect(holderOf(screen, presentation, NOW)).toBe(holder);
  },
);

test('every_screen_is_in_the_table', () => {
  const shown = new Set(Object.values(fixtures).map((fixture) => fixture.snapshot('en').view.screen.is));
  expect(new Set(table.map(([, screen]) => screen.is))).toEqual(shown);
});

test('nobody_has_asked_until_a_mail_or_a_request_is_there', () => {
  expect(isAsked(nothing)).toBe(false);
  expect(isAsked(asked)).toBe(true);
  expect(isAsked({ ...nothing, queue: [queued('en')] })).toBe(true);
  expect(isAsked({ ...nothing, standing: { is: 'blocked' } })).toBe(true);
});

test('the_approval_of_an_earlier_version_does_not_ask_for_the_addition', () => {
  const desk = { ...earlierVersion, inbox: [] };
  expect(isAsked(desk)).toBe(true);
  expect(isAsked(deskAt(updated('ask_it'), desk))).toBe(false);
  expect(deskAt(screen('connected', 'connected'), desk)).toBe(desk);
  const anew = approved(EARLIER);
  expect(deskAt(updated('awaited'), anew)).toBe(anew);
});

test.each([
  ['handed_over', { ...compose, delivery: { is: 'handed_over', route: 'draft_file', file: null } }, asked],
  ['compose', compose, nothing],
  ['waiting', waiting, asked],
  ['passing_on', waiting, approved(LATER)],
  ['in_effect', waiting, approved(EARLIER)],
  ['refused', waiting, presentationOf('en', { standing: { is: 'blocked' } })],
  ['waiting', waiting, null],
  ['addition', updated('ask_it'), nothing],
  ['addition_awaited', updated('awaited'), nothing],
  ['connected', updated('no'), nothing],
] satisfies [string, Screen, Presentation | null][])('the notes are at %s', (moment, screen, presentation) => {
  expect(momentOf(screen, presentation, NOW)).toBe(moment);
});
