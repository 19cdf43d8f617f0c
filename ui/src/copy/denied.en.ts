export const denied = {
  title: (app: string) => `IT decided not to allow ${app}`,
  lede: 'It’s their decision to make, and nothing you did caused it.',
  facts: 'What this means',
  nothingRead: 'Nothing was read',
  nothingReadDetail: (app: string) => `${app} never reached your calendar or mail.`,
  howWeKnow: 'How we know',
  microsoftSaid: (app: string, code: string | null) =>
    `Microsoft says ${app} is turned off here${code ? ` (${code})` : ''}. We’ve stopped checking.`,
  personSaid: (when: string) => `You told us, ${when}. We’ve stopped checking.`,
  left: 'Left on this computer',
  leftDetail: 'The draft. If you signed in, your sign-in too.',
  remove: 'Remove it',

  ways: 'What you can still do',
  later: 'Ask again later',
  laterDetail: 'Decisions change. If IT tells you they have reconsidered, try once more.',
  tryAgain: 'Try again',
  personal: 'Use a personal calendar',
  personalDetail: 'An Outlook.com account needs no approval from your organisation.',
  another: 'Connect another account',
  draft: 'Talk it over',
  draftDetail: 'Your request is still here, with every permission and its reason.',
  backToWaiting: 'Back to waiting',
  readDraft: 'Read the draft',

  details: 'Details for IT',
  time: 'Time (UTC)',
  code: 'Code',
  requestId: 'Request ID',
  correlationId: 'Correlation ID',

  confirmTitle: 'Remove the sign-in and the draft?',
  confirmDetail:
    'Greenlight forgets this account on this computer and starts at the beginning. Nothing changes at Microsoft or at IT.',
  confirm: 'Remove and start over',
  keep: 'Keep',
};
