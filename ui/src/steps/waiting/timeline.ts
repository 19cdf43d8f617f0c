import type { Copy } from '../../copy';
import type { WaitingScreen } from '../../ipc/generated/WaitingScreen';

export interface Row {
  /** RFC 3339, or a word. */
  at: { time: string } | { word: string } | null;
  lamp: 'done' | 'theirs' | 'ahead';
  title: string;
  details: string[];
}

/** What happened, what is, what comes: never more than four rows, however many checks there were. */
export function timeline(screen: WaitingScreen, copy: Copy): Row[] {
  const words = copy.waiting;
  return [
    {
      at: { time: screen.blocked_at },
      lamp: 'done',
      title: words.blocked,
      details: screen.name ? [words.signedInAs(screen.name)] : [],
    },
    asked(screen, copy),
    now(screen, copy),
    {
      at: { word: words.then },
      lamp: 'ahead',
      title: words.connects,
      details: [screen.watch.is === 'remind' ? words.connectsRemind : words.connectsDetail],
    },
  ];
}

/** What Microsoft's page took is on IT's desk; what a mail program took may still lie there. */
function asked(screen: WaitingScreen, copy: Copy): Row {
  const words = copy.waiting;
  const row = { at: { time: screen.asked_at }, lamp: 'done' as const };
  switch (screen.by) {
    case 'letter':
      return {
        ...row,
        title: words.asked,
        details: [...(screen.to.trim() ? [words.askedTo(screen.to.trim())] : []), words.cannotSee],
      };
    case 'microsofts_page':
      return { ...row, title: words.askedOnPage, details: [words.answerByMail, words.expires] };
  }
}

function now(screen: WaitingScreen, copy: Copy): Row {
  const words = copy.waiting;
  const { watch } = screen;
  const told = screen.told_yes_at ? { title: words.toldYes, details: [words.toldYesDetail] } : null;
  switch (watch.is) {
    case 'next':
      return {
        at: watch.last ? { time: watch.last } : null,
        lamp: 'theirs',
        ...(told ?? {
          title: watch.checks > 0 ? words.notYet : words.notChecked,
          details: [words.checks(watch.checks)],
        }),
      };
    case 'now':
      return {
        at: null,
        lamp: 'theirs',
        title: words.checking,
        details: told ? [told.title] : [words.checks(watch.checks)],
      };
    case 'paused':
      return {
        at: null,
        lamp: 'theirs',
        title: words.paused[watch.fault],
        details: [
          watch.fault === 'proxy_sign_in' || watch.fault === 'not_the_service'
            ? words.pausedNetwork
            : words.pausedDetail,
        ],
      };
    case 'locked':
      return { at: null, lamp: 'theirs', title: words.locked, details: [words.lockedDetail] };
    case 'remind':
      return { at: null, lamp: 'theirs', ...(told ?? { title: words.deciding, details: [] }) };
  }
}
