import type { BrowserScreen } from '../ipc/generated/BrowserScreen';
import type { Standing } from '../ipc/generated/Standing';

/** Where a story's page says "Need admin approval". */
export type Wall =
  | 'at_sign_in'
  | 'at_calendar'
  /** At the calendar as well, and in spite of an approval: that one was for less. */
  | 'at_addition'
  /** Nowhere, or another page stands there. */
  | 'nowhere';

/** By the names of the simulated tenant's scenarios. */
export const WALLS: Readonly<Record<string, Wall>> = {
  open: 'nowhere',
  'low-impact': 'at_calendar',
  'managed-policy': 'at_calendar',
  'consent-off': 'at_sign_in',
  workflow: 'at_calendar',
  'risky-app': 'at_calendar',
  assignment: 'nowhere',
  'conditional-access': 'nowhere',
  denied: 'at_calendar',
  'blocked-by-it': 'at_calendar',
  'revoked-later': 'at_calendar',
  'new-permission-later': 'at_addition',
  'personal-account': 'nowhere',
  'flaky-network': 'nowhere',
};

/** Whether the person can be looking at the wall now. Nobody is where the scenario is not known. */
export function couldBeAtTheWall(scenario: string, screen: BrowserScreen, standing: Standing, now: Date): boolean {
  const wall = WALLS[scenario] ?? 'nowhere';
  switch (wall) {
    case 'at_sign_in':
      return (screen.leg === 'calendar' || screen.stalled) && stands(standing, now);
    case 'at_calendar':
      return screen.leg === 'calendar' && stands(standing, now);
    case 'at_addition':
      return screen.leg === 'calendar' && standing.is !== 'blocked';
    case 'nowhere':
      return false;
  }
}

/** A yes lifts it once it is in effect; an app that is switched off has a page of its own. */
function stands(standing: Standing, now: Date): boolean {
  switch (standing.is) {
    case 'undecided':
    case 'denied':
      return true;
    case 'approved':
      return !isInEffect(standing.effective, now);
    case 'blocked':
      return false;
  }
}

/** Microsoft takes a while to pass a yes on. */
export function isInEffect(effective: string, now: Date): boolean {
  return new Date(effective).getTime() <= now.getTime();
}
