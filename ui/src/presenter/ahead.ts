import type { AdditionStep } from '../ipc/generated/AdditionStep';
import type { ConnectedScreen } from '../ipc/generated/ConnectedScreen';
import type { Presentation } from '../ipc/generated/Presentation';
import type { Screen } from '../ipc/generated/Screen';
import { isInEffect } from './walls';

/** What a connection still has before it. */
export type Ahead = AdditionStep | { is: 'sign_in_again' } | { is: 'nothing' };

export function aheadOf({ week, addition }: ConnectedScreen): Ahead {
  const mendedBySigningIn =
    week.is === 'failed' && (week.fault.kind === 'sign_in_again' || week.fault.kind === 'not_allowed');
  if (mendedBySigningIn) return { is: 'sign_in_again' };
  return addition?.step ?? { is: 'nothing' };
}

/** IT's desk with the answer to what the screen asks for. */
export function deskAt(screen: Screen, presentation: Presentation): Presentation {
  return screen.is === 'connected' && screen.addition ? onTheAddition(screen, presentation) : presentation;
}

/** An approval that was in effect before the connection is the one it was made with, and no answer to what was added. */
export function onTheAddition({ since }: ConnectedScreen, presentation: Presentation): Presentation {
  const { standing } = presentation;
  const earlier = standing.is === 'approved' && isInEffect(standing.effective, new Date(since));
  return earlier ? { ...presentation, standing: { is: 'undecided' } } : presentation;
}
