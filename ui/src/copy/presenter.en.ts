import type { Lang } from '../ipc/generated/Lang';
import { clock, dayOf, whenShort } from './times';

const lang: Lang = 'en';

export const presenter = {
  person: {
    computer: (person: string) => `${person}’s computer`,
  },
  it: {
    caption: (admin: string) => `${admin} in IT`,
    rooms: 'Inbox and approval queue',
    title: (organisation: string) => `${organisation} admin`,
    desk: 'IT’s inbox and queue',
    reading: 'What IT has open',
    inbox: 'Inbox',
    noMail: 'No mail yet',
    queue: 'Approval queue',
    noRequests: 'Nothing waits here',
    from: (sender: string, at: string) => `From ${sender}, ${whenShort(at, lang)}`,
    attached: 'Attached',
    nothingOpen: 'Nothing to read yet',
    nothingOpenDetail: 'The request lands here when it is sent.',
    onePerson: '1 person',
  },
  request: {
    by: (person: string) => `${person} asks for approval`,
    reason: 'Reason',
    noReason: 'No reason was given.',
    asked: 'Asked',
    outcome: 'Outcome',
    review: 'Review what it asks for',
    outcomes: {
      pending: 'Waiting for a decision',
      approved: 'Approved',
      denied: 'Denied',
      blocked: 'Blocked',
      expired: 'Expired without an answer',
    },
    waitingSince: (at: string) => `Waiting since ${whenShort(at, lang)}`,
  },
  consent: {
    title: 'Permissions requested',
    lede: 'Accept for your organisation',
    publisher: (name: string) => `Published by ${name}`,
    verified: 'Verified publisher',
    unverified: 'Publisher not verified',
    wants: 'This app would like to:',
    everyone: 'If you accept, the app has this access for everyone in the organisation who signs in to it.',
    accept: 'Accept',
  },
  answers: {
    approve: 'Approve',
    deny: 'Deny',
    block: 'Block',
  },
  standing: {
    approved: (at: string) => `Approved. In effect since ${whenShort(at, lang)}.`,
    passingOn: (at: string) => `Approved. In effect from ${whenShort(at, lang)}.`,
    denied: (person: string) => `Denied. ${person} may ask again.`,
    blocked: 'Blocked. The app is switched off in this organisation.',
  },
  bridge: {
    person: 'The next move is on the left',
    it: 'IT has the next move',
    connected: 'Connected',
    no: 'IT said no',
  },
  bar: {
    region: 'Presenter',
    scene: 'Story and app',
    reset: 'Reset',
    hideIds: 'Hide IDs',
    showIds: 'Show IDs',
    notes: 'Notes',
    beats: 'The story so far',
    time: 'Simulated time',
    clock: (at: string) => `${dayOf(new Date(at), lang)}, ${clock(new Date(at), lang)}`,
    hour: '1 hour',
    next: 'Next beat',
    space: 'Space',
    escape: 'Esc',
    hide: 'Hide this bar',
    show: 'Show the bar',
    leave: 'Leave presenter',
    close: 'Close',
  },
  beats: {
    sign_in: 'Sign in',
    block: 'Block',
    request: 'Request',
    waiting: 'Waiting',
    approved: 'Approved',
    connected: 'Connected',
    denied: 'IT said no',
  },
  scene: {
    story: 'Story',
    app: 'Vendor’s app',
    delay: 'From approval until it is in effect',
    delays: {
      none: 'At once',
      seconds: (count: number) => `${count} s`,
      minutes: (count: number) => `${count} min`,
      hour: '1 hour',
    },
    later: 'Afterwards',
    expire: 'Expire tokens',
    revoke: 'Take the approval back',
  },
  lines: {
    nobody_asked: 'Nobody has asked IT yet.',
    page: 'The page is open in the browser. Play it there, then come back.',
    it: 'IT decides now: Approve, Deny or Block.',
    wait: 'One moment, the last step is still under way.',
    by_hand: 'This wall has its own way on. Use the buttons on the left.',
    end: 'That is the end of the story. Reset plays it again.',
  },
  password: 'Password',
  narrow: {
    title: 'Presenting needs a wider window',
    detail: 'Make it at least 1000 pixels wide and both sides appear. The story goes on meanwhile.',
  },
  notes: {
    title: 'Speaker’s notes',
    say: 'Say',
    do: 'Do',
    expect: 'Expect',
    next: 'Next',
    noDemo: 'The notes belong to the demo',
    noDemoDetail: 'Start the demo in the other window, and they follow it.',
    ends: 'Questions',
    moments: {
      welcome: {
        title: 'The promise',
        say: (app: string, person: string) =>
          `${person} wants the Outlook calendar in ${app}. In many organisations this is where it stops. We play both sides: theirs on the left, IT’s on the right.`,
        do: () => 'Press Space.',
        expect: () => 'The address screen opens.',
      },
      address: {
        title: 'The forecast',
        say: () =>
          'Before anybody signs in, Greenlight says how likely IT is to be needed. No surprise, and nobody at fault.',
        do: () => 'Press Space to fill in the address. Wait for the forecast, then press Space again.',
        expect: () => 'Three checks fill in, the forecast appears, and the permissions follow.',
      },
      permissions: {
        title: 'What it asks for',
        say: (app: string) =>
          `Every permission with ${app}’s own reason, and what it cannot do. IT will read the same list.`,
        do: () => 'Press Space. The browser opens.',
        expect: () => 'Greenlight listens, and the simulated sign-in page opens in your browser.',
      },
      browser: {
        title: 'The wall',
        say: () => 'This is the page people meet. It never comes back to the app, so Greenlight asks what it says.',
        do: (email: string, password: string) =>
          `In the browser, sign in as ${email} with ${password} and accept the first page. At the wall, come back and press Space.`,
        expect: () => 'Where IT is needed: the wall, then the blocked screen. Where not: the calendar connects.',
      },
      blocked: {
        title: 'Whose move it is',
        say: (person: string) =>
          `${person} did everything right. The screen says who decides and why, and how sure we are. The code is one fold away.`,
        do: () => 'Press Space.',
        expect: () => 'The request to IT, already written.',
      },
      compose: {
        title: 'The request',
        say: () =>
          'One decision, one app, every permission with its reason, how to check it and how to say no. In the language IT reads.',
        do: () => 'Press Space to hand it over.',
        expect: () => 'The mail lands in IT’s inbox on the right, and Greenlight asks whether it was sent.',
      },
      handed_over: {
        title: 'It has landed',
        say: (admin: string) =>
          `On the right is the very mail that was written, as ${admin} reads it. Scroll through it.`,
        do: () => 'Press Space to wait for IT.',
        expect: () => 'The left side waits. The lamp between the windows turns amber.',
      },
      waiting: {
        title: 'IT decides',
        say: (admin: string) =>
          `Now it is ${admin}’s move. Approve for everyone, deny, or block; each can be undone. Watch the left side: nobody touches it.`,
        do: () => 'Press A to approve. D denies, B blocks.',
        expect: () => 'The lamp travels back, and the left side notices by itself.',
      },
      passing_on: {
        title: 'Approved, on its way',
        say: () => 'Microsoft can take up to an hour to pass an approval on. Greenlight says so instead of failing.',
        do: () => 'Press T for an hour, or Space to go to the moment it is in effect.',
        expect: () => 'The simulated time moves, and the calendar connects.',
      },
      in_effect: {
        title: 'Approved',
        say: () => 'The approval is in effect. The next check finds it.',
        do: () => 'Wait a moment, or press Space to check now.',
        expect: () => 'The calendar connects without a click.',
      },
      refused: {
        title: 'IT said no',
        say: () => 'No is a fine answer. The left side says so calmly, once it hears of it.',
        do: () => 'Press Space.',
        expect: () => 'An honest screen: nothing was read, and what is left to do.',
      },
      connected: {
        title: 'Connected',
        say: (app: string) =>
          `The calendar is in ${app}: this week, what was granted, and how to undo it, for the person and for IT.`,
        do: () => 'Open “Details and undo”. Then take questions, or press R to play it again.',
        expect: () => 'The week, with the permissions that were really granted.',
      },
      addition: {
        title: 'An update asks for more',
        say: (app: string) =>
          `${app} has a new version that asks for more than IT approved. The calendar stays connected, and IT is asked about the difference only.`,
        do: () => 'Press Space to hand IT the note about it, and again to wait for IT.',
        expect: () =>
          'The note lands in IT’s inbox on the right, and the lamp turns amber. The week stays where it is.',
      },
      addition_awaited: {
        title: 'IT decides on the addition',
        say: (admin: string) =>
          `Now it is ${admin}’s move, and nothing stops meanwhile: the calendar works with what was approved before.`,
        do: () => 'Press A to approve. Then wait a moment, or press Space to go on.',
        expect: () => 'The card above the week goes, and the new permission is among what was granted.',
      },
      denied: {
        title: 'An honest no',
        say: () => 'It is IT’s decision to make, and nothing the person did caused it. Nothing was read.',
        do: () => 'Show the ways on. Press R to play another ending.',
        expect: () => 'No green button: nothing here should be pressed on.',
      },
    },
  },
};
