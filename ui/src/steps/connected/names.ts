import type { Copy } from '../../copy';
import type { CalendarEvent } from '../../ipc/generated/CalendarEvent';
import type { Lang } from '../../ipc/generated/Lang';
import { wallTime } from './civil';

/** "9:00": on the grid both languages leave out the leading zero. */
export function onGrid(minute: number): string {
  return `${Math.floor(minute / 60) % 24}:${String(minute % 60).padStart(2, '0')}`;
}

/** What stands in a box. Private events of others arrive without a subject; one's own keep theirs. */
export function subjectOf(event: CalendarEvent, copy: Copy): string {
  const subject = event.subject.trim();
  if (subject) return subject;
  return event.private ? copy.connected.private : copy.connected.noSubject;
}

/** "9:00–10:30", or "All day". */
export function timeOf(event: CalendarEvent, zone: string, copy: Copy): string {
  switch (event.when.kind) {
    case 'all_day':
      return copy.connected.allDay;
    case 'timed': {
      const start = wallTime(new Date(event.when.start), zone);
      const end = wallTime(new Date(event.when.end), zone);
      return copy.connected.until(onGrid(start.minute), onGrid(end.minute));
    }
  }
}

/** "Mon" and "23", or 月 and 23. */
export function dayName(day: string, lang: Lang): { weekday: string; date: string; full: string } {
  const noon = new Date(`${day}T12:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: 'UTC', ...options }).format(noon);
  return {
    weekday: format({ weekday: 'short' }),
    date: String(noon.getUTCDate()),
    full: format({ weekday: 'long', day: 'numeric', month: 'long' }),
  };
}

/** The next to begin, of those that have a time. */
export function nextEvent(events: readonly CalendarEvent[], now: Date): CalendarEvent | undefined {
  let next: CalendarEvent | undefined;
  let soonest = Infinity;
  for (const event of events) {
    if (event.when.kind !== 'timed') continue;
    const start = new Date(event.when.start).getTime();
    if (start >= now.getTime() && start < soonest) [next, soonest] = [event, start];
  }
  return next;
}

/** "Fri 20", or 20日（金）. */
export function dayShort(event: CalendarEvent, zone: string, lang: Lang): string {
  const day = event.when.kind === 'all_day' ? event.when.first : wallTime(new Date(event.when.start), zone).day;
  const name = dayName(day, lang);
  return lang === 'ja' ? `${name.date}日（${name.weekday}）` : `${name.weekday} ${name.date}`;
}
