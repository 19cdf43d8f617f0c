import type { Copy } from '../../copy';
import type { AdditionCard } from '../../ipc/generated/AdditionCard';
import type { Finding } from '../../ipc/generated/Finding';
import type { Obstacle } from '../../ipc/generated/Obstacle';
import type { Screen } from '../../ipc/generated/Screen';
import type { Intent } from '../../ipc/generated/Intent';

/** Who has the next move about a finding. */
export type Mover = 'yours' | 'its' | 'microsofts' | 'nobodys';

/** Total on purpose: a new obstacle does not compile until it has somebody who can do something about it. */
export const moverOf: Record<Obstacle, Exclude<Mover, 'nobodys'>> = {
  no_connection: 'yours',
  proxy_unreachable: 'yours',
  proxy_refuses: 'its',
  proxy_sign_in: 'yours',
  untrusted_certificate: 'its',
  certificate_time: 'yours',
  tls: 'its',
  other_page: 'yours',
  silence: 'yours',
  service_fault: 'microsofts',
  slow_down: 'microsofts',
};

export interface Told {
  mover: Mover;
  title: string;
  /** What goes before the way on, where the title alone would say too much. */
  before: string | null;
  next: string;
}

export function wordsFor(finding: Finding, copy: Copy['network']): Told {
  switch (finding.is) {
    case 'clear':
      return { mover: 'nobodys', title: copy.clear.title, before: null, next: copy.clear.next };
    case 'wrong_clock': {
      const span = spanOf(Math.abs(finding.seconds_ahead), copy);
      const title = finding.seconds_ahead > 0 ? copy.clock.ahead(span) : copy.clock.behind(span);
      return { mover: 'yours', title, before: null, next: copy.clock.next };
    }
    case 'sign_in_blocked':
      return { mover: moverOf[finding.by], before: null, ...copy.obstacles[finding.by] };
    case 'calendar_blocked':
      return { mover: moverOf[finding.by], before: copy.calendarOnly, ...copy.obstacles[finding.by] };
  }
}

/** In the largest unit that is at least two of it: nobody sets a clock by seconds. */
export function spanOf(seconds: number, copy: Copy['network']): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return copy.span.minutes(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? copy.span.hours(hours) : copy.span.days(Math.round(hours / 24));
}

/** What the screen behind this page would try again, if it stands still for want of a connection. */
export function retryOf(screen: Screen): Intent | null {
  switch (screen.is) {
    case 'address':
      return screen.lookup.is === 'unreachable' ? { do: 'retry_lookup' } : null;
    case 'browser':
      return screen.page.is === 'failed' ? { do: 'sign_in' } : null;
    case 'waiting':
      return screen.watch.is === 'paused' ? { do: 'check_now' } : null;
    case 'connected':
      if (screen.week.is === 'failed') return { do: 'reload_week' };
      return lookStoodStill(screen.addition) ? { do: 'check_now' } : null;
    case 'welcome':
    case 'permissions':
    case 'someone_else':
    case 'blocked':
    case 'compose':
    case 'denied':
      return null;
  }
}

function lookStoodStill(addition: AdditionCard | null): boolean {
  return addition?.step.is === 'awaited' && addition.step.watch.is === 'paused';
}
