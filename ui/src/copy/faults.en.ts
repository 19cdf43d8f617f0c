/** Every fault says what happened, whose move it is and what to press. `title` is a short statement, `next` the way on. */
export const faults = {
  address: {
    space: 'There is a space in the address. Take it out to go on.',
    at: 'An address has one @ with text on both sides, like name@company.com.',
    domain: 'The part after the @ is not a domain, like company.com. Check it for a missing dot.',
    non_ascii: 'The address has letters that Microsoft addresses do not use. Type it in plain Latin letters.',
    too_long: 'This is longer than any address can be. Check for extra text.',
  },
  network: {
    offline: {
      title: 'This computer is offline',
      next: 'Your move: connect to a network, then press Try again.',
    },
    proxy_unreachable: {
      title: 'The proxy does not answer',
      next: 'Your move: see that this computer is connected to a network. If it is, look at the proxy in Settings or ask IT for its address. Then press Try again.',
    },
    proxy_refuses: {
      title: 'The proxy does not get through to Microsoft',
      next: 'IT’s move. Press Check the connection: it says what to ask IT for. Another network works meanwhile.',
    },
    timeout: {
      title: 'Microsoft did not answer in time',
      next: 'Nothing is wrong with your address. Your move: press Try again in a moment.',
    },
    tls: {
      title: 'The secure connection could not be verified',
      next: 'Something on this network may inspect traffic, or the clock may be wrong. Your move: press Check the connection. It says which, and who can mend it.',
    },
    proxy_sign_in: {
      title: 'This network’s proxy asks for a sign-in of its own',
      next: 'Your move: sign in to the network in your browser, then press Try again.',
    },
    not_the_service: {
      title: 'Another page answered in Microsoft’s place',
      next: 'This is usually the network’s own sign-in page. Your move: open it in your browser, then press Try again.',
    },
    service_fault: {
      title: 'Microsoft’s sign-in service is having a problem for the moment',
      next: 'Microsoft’s move. Press Try again in a few minutes.',
    },
    throttled: {
      title: 'Microsoft asks us to slow down',
      next: 'Wait a minute, then press Try again.',
    },
  },
  signIn: {
    no_local_port: {
      title: 'This computer did not let Greenlight listen for the answer',
      next: 'Your move: close other copies of Greenlight, then press Try again. If it happens again, security software may be in between.',
    },
    network: {
      title: 'You signed in, but the answer could not be fetched',
    },
    not_ours: {
      title: 'The answer belongs to another sign-in',
      next: 'Nothing was accepted. Your move: press Try again and finish in the newest browser tab.',
    },
    unreadable: {
      title: 'The answer could not be understood',
      next: 'Something may have changed it on the way. Your move: press Try again. If it happens twice, try another network.',
    },
    expired: {
      title: 'The page stayed open too long',
      next: 'Microsoft closes a sign-in after a while. Your move: press Try again for a fresh page.',
    },
  },
  open: {
    nothing_opened: {
      title: 'Your browser did not open',
      next: 'Your move: press Show the page again, or copy the link into any browser on this computer.',
    },
    not_allowed: {
      title: 'The address was not one Greenlight opens',
      next: 'For your safety nothing was opened. Your move: go back and start the sign-in again.',
    },
    not_written: {
      title: 'A file could not be written',
      next: 'Your move: check that the disk has free space, then press Try again.',
    },
  },
};
