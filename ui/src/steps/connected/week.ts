/** Where each event of a week is drawn. Pure: events, an instant and a time zone in, boxes out. */

import type { CalendarEvent } from '../../ipc/generated/CalendarEvent';
import { addDays, type Day, mondayOf, wallTime } from './civil';

export interface Week {
  days: DayColumn[];
  /** Hours of the grid: from `firstHour` (inclusive) to `lastHour` (exclusive). */
  firstHour: number;
  lastHour: number;
  /** Rows the all-day strip needs. */
  allDayRows: number;
}

export interface DayColumn {
  day: Day;
  isToday: boolean;
  /** Minute of the now line; only on today. */
  now: number | null;
  allDay: AllDayBox[];
  timed: TimedBox[];
  /** Places where more events meet than fit side by side. */
  more: MoreBox[];
}

/** One day's piece of an event that lasts the whole day. */
export interface AllDayBox {
  event: CalendarEvent;
  row: number;
  /** Whether the event began before this column, or goes on after it, within or beyond the week. */
  fromBefore: boolean;
  goesOn: boolean;
}

/** One day's piece of an event with times. */
export interface TimedBox {
  event: CalendarEvent;
  /** Minutes since midnight, clipped to the day. */
  start: number;
  end: number;
  lane: number;
  /** How many lanes share the width here. */
  lanes: number;
  /** How many lanes this box takes: it widens where its neighbours are free. */
  span: number;
  fromBefore: boolean;
  goesOn: boolean;
  /** Listed, but without a box of its own in the grid: see the `more` box. */
  hidden: boolean;
}

export interface MoreBox {
  start: number;
  end: number;
  lane: number;
  lanes: number;
  events: CalendarEvent[];
}

/** Side by side, no more than this: a narrower box shows no word. */
const MAX_LANES = 3;
const WORKDAY_START = 8;
const WORKDAY_END = 18;
const MINUTES_A_DAY = 24 * 60;
/** A box lower than this cannot show its subject, so it takes part in the layout as if it were this long. */
export const SHORTEST = 25;
/** From this length an event with times joins the all-day strip, as in Outlook. */
const LONG = 24 * 60 * 60 * 1000;

export function layOut(events: readonly CalendarEvent[], now: Date, zone: string): Week {
  const today = wallTime(now, zone);
  const monday = mondayOf(today.day);
  const week = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const pieces = week.map((day) => cut(events, day, zone));
  const shown = week.slice(0, lastShown(pieces, week.indexOf(today.day)) + 1);
  const rows = allDayRows(pieces.slice(0, shown.length));
  const days = shown.map((day, index): DayColumn => {
    const piece = pieces[index] ?? { allDay: [], timed: [] };
    return {
      day,
      isToday: day === today.day,
      now: day === today.day ? today.minute : null,
      allDay: piece.allDay
        .map(({ event, fromBefore, goesOn }) => ({ event, fromBefore, goesOn, row: rows.get(event.id) ?? 0 }))
        .sort((a, b) => a.row - b.row),
      ...sideBySide(piece.timed),
    };
  });
  return { days, ...hours(days), allDayRows: Math.max(0, ...[...rows.values()].map((row) => row + 1)) };
}

/** Where Tab enters the week: the first of the wanted events that has a box, else the first box there is. */
export function tabStop(
  days: readonly DayColumn[],
  wanted: readonly (string | null | undefined)[],
): { day: Day; event: string } | null {
  const drawn = days.flatMap((day) =>
    [...day.allDay, ...day.timed.filter((box) => !box.hidden)].map((box) => ({ day: day.day, event: box.event.id })),
  );
  for (const event of wanted) {
    const box = drawn.find((one) => one.event === event);
    if (box) return box;
  }
  return drawn[0] ?? null;
}

type Piece = Pick<TimedBox, 'event' | 'start' | 'end' | 'fromBefore' | 'goesOn'>;
interface Pieces {
  allDay: Omit<Piece, 'start' | 'end'>[];
  timed: Piece[];
}

function cut(events: readonly CalendarEvent[], day: Day, zone: string): Pieces {
  const pieces: Pieces = { allDay: [], timed: [] };
  for (const event of events) {
    const span = extent(event, zone);
    if (span.first.day > day || span.last.day < day) continue;
    const fromBefore = span.first.day < day;
    const goesOn = span.last.day > day;
    if (span.allDay) {
      pieces.allDay.push({ event, fromBefore, goesOn });
      continue;
    }
    const start = fromBefore ? 0 : span.first.minute;
    const end = goesOn ? MINUTES_A_DAY : span.last.minute;
    pieces.timed.push({ event, start, end: Math.max(end, start), fromBefore, goesOn });
  }
  pieces.timed.sort((a, b) => a.start - b.start || b.end - a.end || a.event.id.localeCompare(b.event.id));
  return pieces;
}

/** First and last moment on the wall clock. An event that ends at midnight ends on the evening before. */
function extent(event: CalendarEvent, zone: string) {
  switch (event.when.kind) {
    case 'all_day':
      return {
        allDay: true,
        first: { day: event.when.first, minute: 0 },
        last: { day: event.when.last, minute: MINUTES_A_DAY },
      };
    case 'timed': {
      const start = new Date(event.when.start);
      const end = new Date(event.when.end);
      const first = wallTime(start, zone);
      let last = wallTime(end, zone);
      if (last.minute === 0 && end > start) last = { day: addDays(last.day, -1), minute: MINUTES_A_DAY };
      return { allDay: end.getTime() - start.getTime() >= LONG, first, last };
    }
  }
}

/** Monday to Friday, and the weekend as far as something is on it, or it is now. */
function lastShown(pieces: readonly Pieces[], today: number): number {
  let last = Math.max(4, today);
  pieces.forEach((piece, index) => {
    if (piece.allDay.length + piece.timed.length > 0) last = Math.max(last, index);
  });
  return last;
}

/** One row per event for all its days, so that a week's holiday is one straight bar. */
function allDayRows(pieces: readonly Pieces[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { allDay } of pieces) {
    const taken = new Set(allDay.map(({ event }) => rows.get(event.id)).filter((row) => row !== undefined));
    for (const { event } of allDay) {
      if (rows.has(event.id)) continue;
      let row = 0;
      while (taken.has(row)) row += 1;
      taken.add(row);
      rows.set(event.id, row);
    }
  }
  return rows;
}

/** Groups what overlaps, directly or through others, and shares the width of the column within each group. */
function sideBySide(pieces: readonly Piece[]): Pick<DayColumn, 'timed' | 'more'> {
  const timed: TimedBox[] = [];
  const more: MoreBox[] = [];
  let group: Piece[] = [];
  let groupEnd = 0;
  const close = () => {
    const placed = place(group);
    timed.push(...placed.timed);
    more.push(...placed.more);
    group = [];
  };
  for (const piece of pieces) {
    if (group.length > 0 && piece.start >= groupEnd) close();
    groupEnd = group.length === 0 ? drawnEnd(piece) : Math.max(groupEnd, drawnEnd(piece));
    group.push(piece);
  }
  if (group.length > 0) close();
  return { timed, more };
}

function place(group: readonly Piece[]): Pick<DayColumn, 'timed' | 'more'> {
  const ends: number[] = [];
  const lane = group.map((piece) => {
    const free = ends.findIndex((end) => end <= piece.start);
    const mine = free === -1 ? ends.length : free;
    ends[mine] = drawnEnd(piece);
    return mine;
  });
  const lanes = Math.min(ends.length, MAX_LANES);
  const crowded = ends.length > MAX_LANES;
  /** With too many lanes the last one is for the "more" box. */
  const lastOwn = crowded ? MAX_LANES - 2 : MAX_LANES - 1;
  const timed = group.map((piece, index): TimedBox => {
    const own = lane[index] ?? 0;
    return { ...piece, lane: own, lanes, span: 1, hidden: own > lastOwn };
  });
  const hidden = timed.filter((box) => box.hidden);
  const more: MoreBox[] = [];
  for (const box of hidden) {
    const open = more.at(-1);
    if (open && box.start < open.end) {
      open.end = Math.max(open.end, drawnEnd(box));
      open.events.push(box.event);
    } else {
      more.push({ start: box.start, end: drawnEnd(box), lane: MAX_LANES - 1, lanes, events: [box.event] });
    }
  }
  const drawn = [...timed.filter((box) => !box.hidden), ...more];
  for (const box of timed) {
    while (
      box.lane + box.span < lanes &&
      drawn.every((other) => other.lane !== box.lane + box.span || !meet(box, other))
    ) {
      box.span += 1;
    }
  }
  return { timed, more };
}

function meet(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < drawnEnd(b) && b.start < drawnEnd(a);
}

function drawnEnd(piece: { start: number; end: number }): number {
  return Math.max(piece.end, piece.start + SHORTEST);
}

function hours(days: readonly DayColumn[]): Pick<Week, 'firstHour' | 'lastHour'> {
  let firstHour = WORKDAY_START;
  let lastHour = WORKDAY_END;
  for (const { timed } of days) {
    for (const box of timed) {
      firstHour = Math.min(firstHour, Math.floor(box.start / 60));
      lastHour = Math.max(lastHour, Math.ceil(drawnEnd(box) / 60));
    }
  }
  return { firstHour, lastHour: Math.min(24, lastHour) };
}
