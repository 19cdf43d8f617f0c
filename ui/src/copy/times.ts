import { clock as story } from '../clock';
import type { Lang } from '../ipc/generated/Lang';

/** "09:21" today, "Wed 25 Nov" otherwise; 9:21 and 25日（水） in Japanese. Local time. */
export function whenShort(iso: string, lang: Lang, now = story.now()): string {
  const at = new Date(iso);
  if (sameDay(at, now)) return clock(at, lang);
  return dayOf(at, lang, now);
}

/** "09:21" or 9:21, in local time. */
export function clock(at: Date, lang: Lang): string {
  return new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    hour: lang === 'ja' ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** "Wed 25 Nov" or 11月25日（水）; within the same month 25日（水）. */
export function dayOf(at: Date, lang: Lang, now = story.now()): string {
  if (lang === 'en') {
    return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
      .format(at)
      .replace(',', '');
  }
  const weekday = new Intl.DateTimeFormat('ja-JP', { weekday: 'short' }).format(at);
  const month = at.getMonth() === now.getMonth() && at.getFullYear() === now.getFullYear();
  return `${month ? '' : `${at.getMonth() + 1}月`}${at.getDate()}日（${weekday}）`;
}

/** A calendar date without a time ("2026-11-14"), spelled out. */
export function dateLong(date: string, lang: Lang): string {
  return new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** A month ("2025-11"), spelled out: "November 2025", 2025年11月. */
export function monthLong(month: string, lang: Lang): string {
  return new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));
}

/** For details: "20 Nov 2026, 09:14:07 UTC" in either language, because it goes into tickets. */
export function utc(iso: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(new Date(iso));
  return `${parts} UTC`;
}

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
