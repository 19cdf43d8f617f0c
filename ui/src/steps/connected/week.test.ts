import { describe, expect, it } from 'vitest';

import type { CalendarEvent } from '../../ipc/generated/CalendarEvent';
import { mondayOf, wallTime } from './civil';
import { layOut, tabStop } from './week';

const ZONE = 'Asia/Tokyo';
/** Monday 23 November 2026, 14:05 in Tokyo. */
const NOW = new Date('2026-11-23T05:05:00Z');

let count = 0;
function timed(start: string, end: string, offset = '+09:00'): CalendarEvent {
  count += 1;
  const instant = (text: string) => new Date(`2026-11-${text}:00${offset}`).toISOString();
  return {
    id: `e${count}`,
    calendar_id: 'main',
    subject: `Event ${count}`,
    when: { kind: 'timed', start: instant(start), end: instant(end) },
    private: false,
    tentative: false,
  };
}
function allDay(first: string, last: string): CalendarEvent {
  return {
    ...timed('23T09:00', '23T10:00'),
    when: { kind: 'all_day', first: `2026-11-${first}`, last: `2026-11-${last}` },
  };
}
function day(events: CalendarEvent[], index: number) {
  const column = layOut(events, NOW, ZONE).days[index];
  if (!column) throw new Error(`no column ${index}`);
  return column;
}

describe('the days of the week', () => {
  it('shows Monday to Friday of the week it is now', () => {
    const { days } = layOut([], NOW, ZONE);
    expect(days.map((column) => column.day)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ]);
    expect(days.map((column) => column.isToday)).toEqual([true, false, false, false, false]);
  });

  it('adds the weekend as far as something is on it', () => {
    expect(layOut([timed('28T10:00', '28T11:00')], NOW, ZONE).days).toHaveLength(6);
    expect(layOut([timed('29T10:00', '29T11:00')], NOW, ZONE).days).toHaveLength(7);
  });

  it('always shows today, also on a free Sunday', () => {
    const { days } = layOut([], new Date('2026-11-29T03:00:00Z'), ZONE);
    expect(days).toHaveLength(7);
    expect(days[6]?.isToday).toBe(true);
  });

  it('leaves out what lies outside the week', () => {
    const { days } = layOut([timed('20T10:00', '20T11:00'), timed('30T10:00', '30T11:00')], NOW, ZONE);
    expect(days).toHaveLength(5);
    expect(days.every((column) => column.timed.length === 0)).toBe(true);
  });

  it('takes the week from the wall clock of the zone, not from UTC', () => {
    const lateSunday = new Date('2026-11-22T16:00:00Z');
    expect(layOut([], lateSunday, ZONE).days[0]?.day).toBe('2026-11-23');
    expect(layOut([], lateSunday, 'Europe/London').days[0]?.day).toBe('2026-11-16');
  });

  it('draws the now line on today only', () => {
    const { days } = layOut([], NOW, ZONE);
    expect(days.map((column) => column.now)).toEqual([14 * 60 + 5, null, null, null, null]);
  });
});

describe('the hours of the grid', () => {
  it('is a working day when nothing is outside it', () => {
    expect(layOut([timed('23T09:00', '23T10:00')], NOW, ZONE)).toMatchObject({ firstHour: 8, lastHour: 18 });
  });

  it('extends to the whole hours that hold every event', () => {
    expect(layOut([timed('23T06:30', '23T07:00'), timed('24T19:00', '24T20:15')], NOW, ZONE)).toMatchObject({
      firstHour: 6,
      lastHour: 21,
    });
  });

  it('never goes past midnight', () => {
    expect(layOut([timed('23T23:55', '24T00:00')], NOW, ZONE).lastHour).toBe(24);
  });
});

describe('events side by side', () => {
  it('gives a lone event the whole width', () => {
    expect(day([timed('23T09:00', '23T10:00')], 0).timed[0]).toMatchObject({ lane: 0, lanes: 1, span: 1 });
  });

  it('does not count touching as overlapping', () => {
    const { timed: boxes } = day([timed('23T09:00', '23T10:00'), timed('23T10:00', '23T11:00')], 0);
    expect(boxes.map((box) => box.lanes)).toEqual([1, 1]);
  });

  it('shares the width between two that overlap', () => {
    const { timed: boxes } = day([timed('23T09:00', '23T10:00'), timed('23T09:30', '23T11:00')], 0);
    expect(boxes.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('uses a lane again once it is free', () => {
    const { timed: boxes } = day(
      [timed('23T09:00', '23T12:00'), timed('23T09:00', '23T10:00'), timed('23T10:30', '23T11:30')],
      0,
    );
    expect(boxes.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it('widens an event over neighbours that are free', () => {
    const { timed: boxes } = day(
      [
        timed('23T09:00', '23T10:30'),
        timed('23T09:00', '23T10:00'),
        timed('23T09:00', '23T09:45'),
        timed('23T10:05', '23T11:00'),
      ],
      0,
    );
    expect(boxes.map(({ lane, span }) => [lane, span])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [1, 2],
    ]);
  });

  it('keeps short events apart that would be drawn over each other', () => {
    const { timed: boxes } = day([timed('23T09:00', '23T09:10'), timed('23T09:15', '23T09:30')], 0);
    expect(boxes.map((box) => box.lane)).toEqual([0, 1]);
  });

  it('folds what does not fit into one box that counts', () => {
    const five = Array.from({ length: 5 }, () => timed('23T09:00', '23T10:00'));
    const { timed: boxes, more } = day(five, 0);
    expect(boxes.filter((box) => !box.hidden)).toHaveLength(2);
    expect(more).toHaveLength(1);
    expect(more[0]).toMatchObject({ lane: 2, lanes: 3, start: 540, end: 600 });
    expect(more[0]?.events).toHaveLength(3);
  });

  it('loses none of thirty events in a day', () => {
    const thirty = Array.from({ length: 30 }, (_, index) =>
      timed(`23T${String(8 + (index % 10)).padStart(2, '0')}:00`, `23T${String(9 + (index % 10)).padStart(2, '0')}:30`),
    );
    const { timed: boxes, more } = day(thirty, 0);
    expect(boxes).toHaveLength(30);
    const inMore = more.flatMap((box) => box.events.map((event) => event.id));
    expect(new Set([...boxes.filter((box) => !box.hidden).map((box) => box.event.id), ...inMore]).size).toBe(30);
    expect(boxes.every((box) => box.lane + box.span <= box.lanes || box.hidden)).toBe(true);
  });

  it('never draws two boxes over each other', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      timed(
        `23T${String(8 + ((index * 7) % 9)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`,
        `23T${String(9 + ((index * 7) % 9)).padStart(2, '0')}:${index % 3 ? '45' : '15'}`,
      ),
    );
    const { timed: boxes, more } = day(many, 0);
    const drawn = [...boxes.filter((box) => !box.hidden), ...more.map((box) => ({ ...box, span: 1 }))];
    for (const [index, a] of drawn.entries()) {
      for (const b of drawn.slice(index + 1)) {
        const sameTime = a.start < Math.max(b.end, b.start + 25) && b.start < Math.max(a.end, a.start + 25);
        const apart = a.lane + a.span <= b.lane || b.lane + b.span <= a.lane;
        expect(!sameTime || apart || a.lanes !== b.lanes).toBe(true);
      }
    }
  });
});

describe('events over midnight', () => {
  it('cuts a night shift at midnight and says so on both sides', () => {
    const events = [timed('23T22:00', '24T02:00')];
    expect(day(events, 0).timed[0]).toMatchObject({ start: 1320, end: 1440, fromBefore: false, goesOn: true });
    expect(day(events, 1).timed[0]).toMatchObject({ start: 0, end: 120, fromBefore: true, goesOn: false });
  });

  it('keeps an event that ends at midnight on its own day', () => {
    const events = [timed('23T22:00', '24T00:00')];
    expect(day(events, 0).timed[0]).toMatchObject({ end: 1440, goesOn: false });
    expect(day(events, 1).timed).toHaveLength(0);
  });

  it('puts an event of a day or more in the all-day strip', () => {
    const events = [timed('23T09:00', '25T17:00')];
    expect(day(events, 0).allDay).toHaveLength(1);
    expect(day(events, 2).allDay[0]).toMatchObject({ fromBefore: true, goesOn: false });
    expect(day(events, 1).timed).toHaveLength(0);
  });

  it('shows a moment without length', () => {
    expect(day([timed('23T09:00', '23T09:00')], 0).timed[0]).toMatchObject({ start: 540, end: 540 });
  });
});

describe('all-day events', () => {
  it('never change zone', () => {
    const week = layOut([allDay('25', '25')], new Date('2026-11-25T20:00:00Z'), 'Pacific/Honolulu');
    expect(week.days.filter((column) => column.allDay.length > 0).map((column) => column.day)).toEqual(['2026-11-25']);
  });

  it('keep one row on all their days', () => {
    const week = layOut([allDay('23', '23'), allDay('23', '26'), allDay('24', '24')], NOW, ZONE);
    expect(week.allDayRows).toBe(2);
    expect(week.days.map((column) => column.allDay.map((box) => box.row))).toEqual([[0, 1], [0, 1], [1], [1], []]);
  });

  it('say where they come from and go on', () => {
    const boxes = layOut([allDay('20', '24')], NOW, ZONE).days.map((column) => column.allDay[0]);
    expect(boxes[0]).toMatchObject({ fromBefore: true, goesOn: true });
    expect(boxes[1]).toMatchObject({ fromBefore: true, goesOn: false });
  });
});

describe('clocks that are set back', () => {
  it('never gives an event a negative length', () => {
    const events = [timed('01T01:30', '01T01:15', '-00:00')].map((event) => ({
      ...event,
      when: { kind: 'timed' as const, start: '2026-11-01T05:30:00Z', end: '2026-11-01T06:15:00Z' },
    }));
    const box = layOut(events, new Date('2026-10-28T12:00:00Z'), 'America/New_York').days[6]?.timed[0];
    expect(box).toMatchObject({ start: 90, end: 90 });
  });
});

describe('the wall clock', () => {
  it('knows midnight as hour 0', () => {
    expect(wallTime(new Date('2026-11-22T15:00:00Z'), ZONE)).toEqual({ day: '2026-11-23', minute: 0 });
  });

  it('counts Sunday to the week that began on the Monday before', () => {
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
  });
});

describe('the stop for Tab', () => {
  it('is the wanted event, on the first day it is drawn', () => {
    const events = [timed('24T09:00', '24T10:00'), allDay('23', '25')];
    const { days } = layOut(events, NOW, ZONE);
    expect(tabStop(days, [events[1]?.id])).toEqual({ day: '2026-11-23', event: events[1]?.id });
    expect(tabStop(days, [null, 'gone', events[0]?.id])).toEqual({ day: '2026-11-24', event: events[0]?.id });
  });

  it('is never an event without a box of its own', () => {
    const five = Array.from({ length: 5 }, () => timed('23T09:00', '23T10:00'));
    const { days } = layOut(five, NOW, ZONE);
    const folded = days[0]?.timed.find((box) => box.hidden)?.event.id;
    const stop = tabStop(days, [folded]);
    expect(stop).not.toBeNull();
    expect(stop?.event).not.toBe(folded);
  });

  it('is nowhere in an empty week', () => {
    expect(tabStop(layOut([], NOW, ZONE).days, ['gone'])).toBeNull();
  });
});
