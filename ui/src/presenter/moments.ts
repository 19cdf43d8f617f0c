import type { Copy } from '../copy';
import type { ConnectedScreen } from '../ipc/generated/ConnectedScreen';
import type { DemoCard } from '../ipc/generated/DemoCard';
import type { Presentation } from '../ipc/generated/Presentation';
import type { Screen } from '../ipc/generated/Screen';
import { isInEffect } from './walls';

/** The notes' pages. Finer than the beats: a screen can have two things to say. */
export type Moment = keyof Copy['presenter']['notes']['moments'];

export function momentOf(screen: Screen, presentation: Presentation | null, now: Date): Moment {
  switch (screen.is) {
    case 'welcome':
    case 'address':
    case 'permissions':
    case 'browser':
    case 'blocked':
    case 'denied':
      return screen.is;
    case 'someone_else':
      return 'browser';
    case 'connected':
      return whileConnected(screen);
    case 'compose':
      return screen.delivery.is === 'handed_over' ? 'handed_over' : 'compose';
    case 'waiting':
      return presentation ? whileWaiting(presentation, now) : 'waiting';
  }
}

function whileWaiting({ standing }: Presentation, now: Date): Moment {
  switch (standing.is) {
    case 'undecided':
      return 'waiting';
    case 'approved':
      return isInEffect(standing.effective, now) ? 'in_effect' : 'passing_on';
    case 'denied':
    case 'blocked':
      return 'refused';
  }
}

function whileConnected({ addition }: ConnectedScreen): Moment {
  switch (addition?.step.is) {
    case 'ask_it':
      return 'addition';
    case 'awaited':
      return 'addition_awaited';
    case 'yours':
    case 'no':
    case undefined:
      return 'connected';
  }
}

/** The page that comes after, when all goes as planned; the last ones end in questions. */
export const after: Record<Moment, Moment | null> = {
  welcome: 'address',
  address: 'permissions',
  permissions: 'browser',
  browser: 'blocked',
  blocked: 'compose',
  compose: 'handed_over',
  handed_over: 'waiting',
  waiting: 'in_effect',
  passing_on: 'in_effect',
  in_effect: 'connected',
  refused: 'denied',
  addition: 'addition_awaited',
  addition_awaited: 'connected',
  connected: null,
  denied: null,
};

export interface Note {
  title: string;
  say: string;
  do: string;
  expect: string;
}

/** Whom and what the notes speak of. */
export interface Players {
  app: string;
  person: string;
  admin: string;
  email: string;
  password: string;
}

export function playersOf(app: string, demo: DemoCard): Players {
  return {
    app,
    person: demo.presentation?.person ?? demo.email,
    admin: demo.presentation?.admin ?? demo.admin_email,
    email: demo.email,
    password: demo.password,
  };
}

export function noteOf(moment: Moment, copy: Copy, { app, person, admin, email, password }: Players): Note {
  const moments = copy.presenter.notes.moments;
  const { title, expect } = moments[moment];
  const page = { title, expect: expect(), do: '' };
  switch (moment) {
    case 'welcome':
      return { ...page, say: moments.welcome.say(app, person), do: moments.welcome.do() };
    case 'permissions':
    case 'connected':
    case 'addition':
      return { ...page, say: moments[moment].say(app), do: moments[moment].do() };
    case 'browser':
      return { ...page, say: moments.browser.say(), do: moments.browser.do(email, password) };
    case 'blocked':
      return { ...page, say: moments.blocked.say(person), do: moments.blocked.do() };
    case 'handed_over':
    case 'waiting':
    case 'addition_awaited':
      return { ...page, say: moments[moment].say(admin), do: moments[moment].do() };
    case 'address':
    case 'compose':
    case 'passing_on':
    case 'in_effect':
    case 'refused':
    case 'denied':
      return { ...page, say: moments[moment].say(), do: moments[moment].do() };
  }
}
