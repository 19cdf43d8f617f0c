import type { BlockedScreen } from '../ipc/generated/BlockedScreen';
import type { BrowserScreen } from '../ipc/generated/BrowserScreen';
import type { ComposeScreen } from '../ipc/generated/ComposeScreen';
import type { ConnectedScreen } from '../ipc/generated/ConnectedScreen';
import type { Direction } from '../ipc/generated/Direction';
import type { DemoCard } from '../ipc/generated/DemoCard';
import type { Intent } from '../ipc/generated/Intent';
import type { Presentation } from '../ipc/generated/Presentation';
import type { Screen } from '../ipc/generated/Screen';
import type { WaitingScreen } from '../ipc/generated/WaitingScreen';
import type { AddressScreen } from '../ipc/generated/AddressScreen';
import { aheadOf, onTheAddition } from './ahead';
import { couldBeAtTheWall, isInEffect } from './walls';

/** The story, as the bar tells it. */
export const BEATS = ['sign_in', 'block', 'request', 'waiting', 'approved', 'connected'] as const;
export type Beat = (typeof BEATS)[number];

/** What the next beat is. */
export type Cue =
  /** What a person's click would send. */
  | { is: 'act'; intent: Intent }
  | { is: 'direct'; direction: Direction }
  /** The simulated pages are open in the browser; the presenter plays them there. */
  | { is: 'page' }
  | { is: 'it' }
  | { is: 'wait' }
  /** This wall has a way on of its own, and the presenter takes it by hand. */
  | { is: 'by_hand' }
  | { is: 'end' };

/** Where the story stands. */
export function beatOf(screen: Screen, presentation: Presentation): Beat {
  switch (screen.is) {
    case 'welcome':
    case 'address':
    case 'permissions':
    case 'browser':
    case 'someone_else':
      return 'sign_in';
    case 'blocked':
      return 'block';
    case 'compose':
      return 'request';
    case 'waiting':
      return beatWhileWaiting(presentation);
    case 'denied':
      return 'approved';
    case 'connected':
      return beatWhileConnected(screen, presentation);
  }
}

function beatWhileWaiting({ standing }: Presentation): Beat {
  return standing.is === 'undecided' ? 'waiting' : 'approved';
}

function beatWhileConnected(screen: ConnectedScreen, presentation: Presentation): Beat {
  switch (aheadOf(screen).is) {
    case 'sign_in_again':
    case 'yours':
      return 'sign_in';
    case 'ask_it':
      return 'request';
    case 'awaited':
      return beatWhileWaiting(onTheAddition(screen, presentation));
    case 'no':
      return 'approved';
    case 'nothing':
      return 'connected';
  }
}

/** Whose move it is, for the lamp between the two windows. */
export type Holder = 'person' | 'it' | 'connected' | 'no';

export function holderOf(screen: Screen, presentation: Presentation, now: Date): Holder {
  switch (screen.is) {
    case 'welcome':
    case 'address':
    case 'permissions':
    case 'browser':
    case 'someone_else':
    case 'blocked':
    case 'compose':
      return 'person';
    case 'waiting':
      return whileWaiting(presentation, now);
    case 'connected':
      return holderWhileConnected(screen, presentation, now);
    case 'denied':
      return 'no';
  }
}

function holderWhileConnected(screen: ConnectedScreen, presentation: Presentation, now: Date): Holder {
  switch (aheadOf(screen).is) {
    case 'sign_in_again':
    case 'yours':
    case 'ask_it':
      return 'person';
    case 'awaited':
      return whileWaiting(onTheAddition(screen, presentation), now);
    case 'no':
      return 'no';
    case 'nothing':
      return 'connected';
  }
}

function whileWaiting({ standing }: Presentation, now: Date): Holder {
  switch (standing.is) {
    case 'undecided':
      return 'it';
    case 'approved':
      return isInEffect(standing.effective, now) ? 'person' : 'it';
    case 'denied':
    case 'blocked':
      return 'no';
  }
}

/** Whether there is anything for IT to decide, or to decide anew. */
export function isAsked({ inbox, queue, standing }: Presentation): boolean {
  return standing.is !== 'undecided' || queue.length > 0 || inbox.some((mail) => mail.matter === 'request');
}

/** Whether the person has asked, by whatever way the request went. */
export function isAwaited(screen: Screen): boolean {
  return screen.is === 'waiting' || (screen.is === 'connected' && screen.addition?.step.is === 'awaited');
}

/** Total over the screens: a new one does not compile until the story knows what comes after it. */
export function nextCue(screen: Screen, demo: DemoCard, presentation: Presentation, now: Date): Cue {
  switch (screen.is) {
    case 'welcome':
      return act({ do: 'start' });
    case 'address':
      return onAddress(screen, demo);
    case 'permissions':
      return act({ do: 'sign_in' });
    case 'browser':
      return onBrowser(screen, demo, presentation, now);
    case 'someone_else':
      return { is: 'by_hand' };
    case 'blocked':
      return onBlocked(screen);
    case 'compose':
      return handOver(screen);
    case 'waiting':
      return onWaiting(screen, presentation, now);
    case 'connected':
      return onConnected(screen, presentation, now);
    case 'denied':
      return { is: 'end' };
  }
}

function onAddress({ typed, lookup }: AddressScreen, demo: DemoCard): Cue {
  if (typed.trim() !== demo.email) return act({ do: 'type_address', text: demo.email });
  switch (lookup.is) {
    case 'idle':
    case 'invalid':
    case 'looking':
      return { is: 'wait' };
    case 'found':
    case 'not_found':
      return act({ do: 'continue' });
    case 'not_taken':
      return { is: 'by_hand' };
    case 'unreachable':
      return act({ do: 'retry_lookup' });
  }
}

function onBrowser(screen: BrowserScreen, demo: DemoCard, presentation: Presentation, now: Date): Cue {
  switch (screen.page.is) {
    case 'preparing':
      return { is: 'wait' };
    case 'not_opened':
      return act({ do: 'open_page_again' });
    case 'interrupted':
    case 'failed':
      return act({ do: 'sign_in' });
    case 'open':
      return atThePage(screen, demo, presentation, now);
  }
}

function atThePage(screen: BrowserScreen, demo: DemoCard, { queue, standing }: Presentation, now: Date): Cue {
  if (queue[0]?.outcome === 'pending') return act({ do: 'tell_page', card: 'request_sent' });
  if (!couldBeAtTheWall(demo.scenario, screen, standing, now)) return { is: 'page' };
  return act({ do: 'tell_page', card: 'need_admin_approval' });
}

function onBlocked({ offer }: BlockedScreen): Cue {
  switch (offer.is) {
    case 'letter':
      return act({ do: 'ask_it' });
    case 'ask_person':
      return act({ do: 'tell_page', card: 'need_admin_approval' });
    case 'page_request':
      return act({ do: 'tell_page', card: 'request_sent' });
    case 'retry_at':
    case 'retry_later':
    case 'sign_in':
      return act({ do: 'try_again' });
    case 'pass_on':
    case 'vendor_note':
    case 'choose_account':
      return { is: 'by_hand' };
    case 'stop':
      return { is: 'end' };
  }
}

/** The request, or the note about an addition. */
function handOver({ delivery, route }: Pick<ComposeScreen, 'delivery' | 'route'>): Cue {
  switch (delivery.is) {
    case 'not_yet':
    case 'not_attached':
      return act({ do: 'deliver', route });
    case 'under_way':
      return { is: 'wait' };
    case 'handed_over':
      return act({ do: 'sent' });
    // No program took it; a file can always be written.
    case 'failed':
      return act({ do: 'deliver', route: 'save' });
  }
}

function onWaiting({ watch }: Pick<WaitingScreen, 'watch'>, { standing }: Presentation, now: Date): Cue {
  switch (standing.is) {
    case 'undecided':
      return { is: 'it' };
    case 'approved':
      if (!isInEffect(standing.effective, now)) {
        return { is: 'direct', direction: { do: 'advance', seconds: secondsUntil(standing.effective, now) } };
      }
      return look(watch);
    // Entra closes a request without a trace in any token; the person hears it from IT.
    case 'denied':
      return act({ do: 'they_said_no' });
    case 'blocked':
      return look(watch);
  }
}

function onConnected(screen: ConnectedScreen, presentation: Presentation, now: Date): Cue {
  const ahead = aheadOf(screen);
  switch (ahead.is) {
    case 'sign_in_again':
      return act({ do: 'sign_in' });
    case 'yours':
      return act({ do: 'try_again' });
    case 'ask_it':
      return handOver(ahead.note);
    case 'awaited':
      return onAwaited(ahead, onTheAddition(screen, presentation), now);
    case 'no':
    case 'nothing':
      return { is: 'end' };
  }
}

/** No look for the addition finds a block, so here too the person hears it from IT. */
function onAwaited(step: Pick<WaitingScreen, 'watch'>, presentation: Presentation, now: Date): Cue {
  if (presentation.standing.is === 'blocked') return act({ do: 'they_said_no' });
  return onWaiting(step, presentation, now);
}

function look(watch: WaitingScreen['watch']): Cue {
  switch (watch.is) {
    case 'now':
      return { is: 'wait' };
    case 'remind':
      return act({ do: 'try_again' });
    case 'next':
    case 'paused':
    case 'locked':
      return act({ do: 'check_now' });
  }
}

/** To the second after: the clock shows whole seconds. */
function secondsUntil(effective: string, now: Date): number {
  return Math.ceil((new Date(effective).getTime() - now.getTime()) / 1000) + 1;
}

function act(intent: Intent): Cue {
  return { is: 'act', intent };
}
