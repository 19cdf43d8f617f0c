/** The look at the connection. Hosts come from the engine: they differ by cloud. */
export const network = {
  title: 'Check the connection',
  checking: 'Looking at the connection',
  lede: 'Greenlight asks Microsoft’s sign-in and calendar whether they can be reached from here. Nothing about you is sent.',
  turn: {
    yours: 'Your move',
    its: 'IT’s move',
    microsofts: 'Microsoft’s move',
    nobodys: 'The way is clear',
  },
  clear: {
    title: 'Microsoft can be reached from here',
    next: 'Sign-in and calendar answer, and the clock is right.',
    retry: 'Your move: press Try again. It should go through now.',
  },
  clock: {
    ahead: (span: string) => `This computer’s clock is ${span} ahead`,
    behind: (span: string) => `This computer’s clock is ${span} behind`,
    next: 'Sign-ins are only good for a while, so the time has to be right. Your move: let the system set date and time by itself, then press Check again.',
  },
  span: {
    minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    hours: (count: number) => (count === 1 ? '1 hour' : `${count} hours`),
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  },
  calendarOnly: 'You can sign in, but the calendar cannot be reached.',
  obstacles: {
    no_connection: {
      title: 'This computer is offline',
      next: 'Your move: connect to a network, then press Check again.',
    },
    proxy_unreachable: {
      title: 'The proxy does not answer',
      next: 'Your move: see that this computer is connected to a network. If it is, look at the proxy in Settings or ask IT for its address. Then press Check again.',
    },
    proxy_refuses: {
      title: 'The proxy does not get through to Microsoft',
      next: 'It answers, but not for these addresses. IT’s move: let the two hosts below through. Another network works meanwhile.',
    },
    proxy_sign_in: {
      title: 'This network’s proxy asks for a sign-in of its own',
      next: 'Your move: open any web page in your browser and sign in to the network, then press Check again. If no such page comes up, IT can let the two hosts below through.',
    },
    untrusted_certificate: {
      title: 'This network inspects secure connections',
      next: 'This computer does not know the certificate of the inspection, so Greenlight stopped before anybody could read along. IT’s move: add it to this computer, or leave the two hosts below out.',
    },
    certificate_time: {
      title: 'A certificate does not fit this computer’s date',
      next: 'Most often the date or the time is off. Your move: let the system set both by itself, then press Check again.',
    },
    tls: {
      title: 'No secure connection could be made',
      next: 'Something on this network interferes with it. IT’s move: let the two hosts below through. Another network works meanwhile.',
    },
    other_page: {
      title: 'Another page answered in Microsoft’s place',
      next: 'Most often it is the network’s own sign-in page, as in hotels and trains. Your move: open any web page in your browser and finish what it asks, then press Check again.',
    },
    silence: {
      title: 'Microsoft did not answer in time',
      next: 'The network may be slow or hold the connection back. Your move: press Check again in a moment, or try another network.',
    },
    service_fault: {
      title: 'Microsoft’s service is having a problem for the moment',
      next: 'Microsoft’s move. It passes by itself: press Check again in a few minutes.',
    },
    slow_down: {
      title: 'Microsoft asks us to slow down',
      next: 'Microsoft’s move. Wait a minute, then press Check again.',
    },
  },
  what: 'What was looked at',
  services: { signIn: 'Microsoft’s sign-in', calendar: 'Outlook calendar', clock: 'This computer’s clock' },
  states: {
    fine: 'Answers',
    clockRight: 'Right',
    clockAhead: (span: string) => `${span} ahead`,
    clockBehind: (span: string) => `${span} behind`,
    clockUnknown: 'Nothing to compare with',
  },
  again: 'Check again',
  proxySettings: 'Proxy settings',
  copyForIt: 'Copy for IT',
  /** What IT needs to know, for a chat or a ticket. */
  forIt: (finding: string, hosts: string) =>
    `Greenlight on my computer cannot reach Microsoft. Its own check says: ${finding}. It needs HTTPS to ${hosts}, and uses the certificates of the system’s store. If the network inspects these connections, please add the inspection’s root certificate to that store, or leave these hosts out of the inspection.`,
  announce: (finding: string) => `Looked: ${finding}.`,
};
