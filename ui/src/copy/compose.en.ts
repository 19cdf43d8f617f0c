export const compose = {
  title: 'Write to IT',
  settings: 'Settings',
  preview: 'Preview',
  asItWillSee: 'As IT will see it',
  from: 'From',
  yourItTeam: 'your IT team',

  to: 'To',
  toFault: 'Check the address.',
  toEmpty: 'You can also fill it in later, in the draft.',
  language: 'Language',
  languages: { en: 'English', ja: '日本語', both: 'Both' },
  length: 'Length',
  lengths: { short: 'Short', full: 'Full' },
  lengthHints: { short: 'The essentials, for any mail app.', full: 'Everything IT asks for before deciding.' },

  send: 'How to send it',
  untilYouSend: 'Nothing goes out until you press send.',
  routes: { mail_app: 'Mail app', draft_file: 'Draft file', copy: 'Copy' },
  routeHints: {
    mail_app: 'Opens a new message with the text in it.',
    draft_file: 'Opens the whole request as a draft in your mail app.',
    copy: 'Paste it wherever you write to IT.',
  },
  fits: (used: number, limit: number) => `${figure(used)} of ${figure(limit)}`,
  tooLong: (used: number, limit: number) => `${figure(limit)} of ${figure(used)} fit`,
  noLimit: { short: 'Short text, no limit', full: 'Full text, no limit' },
  didNotOpen: 'Didn’t open',
  sendShort: 'Send the short text instead?',
  useShort: 'Use the short text',
  stillTooLong: 'Both languages are too long for a mail link.',
  useDraft: 'Choose the draft file',
  actions: { mail_app: 'Open in mail app', draft_file: 'Open draft', copy: 'Copy the request' },
  busy: { mail_app: 'Opening', draft_file: 'Opening', copy: 'Copying' },
  chosen: (route: string, length: string) => `${route} chosen. ${length}`,

  failed: {
    nothing_opened: 'No mail app answered on this computer. Copy works with any mail, also in a browser.',
    not_allowed: 'This computer did not let us open it. Copy works with any mail, also in a browser.',
    not_written: 'The draft file could not be saved. Copy works with any mail, also in a browser.',
  },
  copyInstead: 'Choose Copy',
  copyFailed: 'The clipboard could not be reached. Select the text in the preview and copy it there.',

  handedOver: {
    mail_app: 'We asked your mail app to open it.',
    draft_file: 'We saved the draft and asked your mail app to open it.',
    copy: 'The request is on the clipboard.',
  },
  savedAs: 'Saved as',
  didYouSend: 'Did you send it?',
  sent: 'Yes, wait for IT',
  notSent: 'Not yet',

  back: 'Back',
  backToWaiting: 'Back to waiting',
};

function figure(count: number): string {
  return count.toLocaleString('en-GB');
}
