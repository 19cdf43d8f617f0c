export const browser = {
  title: 'Continue on Microsoft’s page',
  preparing: 'Getting the page ready',
  listening: 'Listening for your browser',
  elapsed: (minutes: number, seconds: number) => (minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`),
  host: 'The address should begin with',
  secondLeg: (name: string) => `Signed in as ${name}. The calendar permission comes next, in the same tab.`,
  announceSigned: (name: string) => `Signed in as ${name}.`,
  again: 'Show the page again',
  copyLink: 'Copy link',
  linkCopied: 'The link is on your clipboard. It works for this sign-in only.',
  stop: 'Stop and go back',
  note: 'If you finish in the browser, this window moves on by itself.',
  stopped: 'Not listening any more',
  interrupted: {
    title: 'Greenlight was closed while the page was open',
    next: 'An answer from that page can no longer arrive. Your move: press Try again for a fresh page.',
  },
  stall: {
    title: 'Still there? What does the page say?',
    text: 'Some of Microsoft’s pages stop without telling us. Pick the one you see and we’ll take it from there.',
    announce: 'Still waiting. You can tell us what the page says.',
  },
  cards: {
    label: 'What the page says',
    need_admin_approval: {
      title: '“Need admin approval”',
      text: 'Two links, nothing to type.',
      drawn: 'Need admin approval',
    },
    approval_required: {
      title: '“Approval required”',
      text: 'A box asks for your reason.',
      drawn: 'Approval required',
    },
    request_sent: { title: '“Request sent”', text: 'Your reason has gone to IT.', drawn: 'Request sent' },
    something_else: { title: 'Something else', text: 'Another message, a blank page, or I closed it.', drawn: '?' },
  },
  paste: {
    label: 'Or paste the page’s text here. Codes are read on this computer, and nothing is sent.',
    nothing: 'We found no code. Pick the page instead.',
    read: 'Read it',
  },
};
