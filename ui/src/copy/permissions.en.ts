import { dateLong } from './times';

export const permissions = {
  title: (app: string) => `What ${app} will ask for`,
  lede: (app: string) => `Microsoft’s next page lists these in its own words. Here are ${app}’s reasons.`,
  caption: (app: string) => `Permissions ${app} asks for`,
  permission: 'Permission',
  reason: (app: string) => `Why ${app} needs it`,
  decides: 'Who says yes',
  noReason: 'The vendor gave no reason',
  who: { you: 'You', probably_it: 'IT, probably', it: 'IT' },
  cannot: 'What it cannot do',
  signIn: 'Sign in with Microsoft',
  less: 'Ask for less',
  lessTitle: 'How far it may go',
  lessDone: 'Done',
  level: (name: string) => `Chosen: ${name}.`,
  hints: {
    not_all: 'Despite “.All”: only what you can open yourself.',
    ordinary_account: 'Use an account without an administrator’s role for this one.',
  },
  reviewed: (date: string) => `List last reviewed by the vendor on ${dateLong(date, 'en')}.`,
  opens: (host: string) => `Opens ${host}`,
  old: (date: string) => `The vendor last reviewed this list on ${dateLong(date, 'en')}, more than a year ago.`,
};
