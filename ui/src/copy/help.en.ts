export const help = {
  title: 'Help',
  lede: 'Short answers to what people ask most.',
  topics: {
    safe: {
      title: 'What does Greenlight see?',
      text: 'Never your password: you type it on Microsoft’s page, in your own browser. After a yes, it sees the calendar permissions you were shown, and keeps the sign-in in this computer’s password store.',
    },
    it: {
      title: 'Why does IT have to approve?',
      text: 'Many organisations let an administrator decide which apps may read calendars. Since November 2025 this is Microsoft’s default. It says nothing about you or your computer.',
    },
    admin: {
      title: 'I look after apps in my organisation',
      text: 'There is a page for you: what the app asks for, how to check it without trusting anyone, and how to say yes or no.',
    },
    network: {
      title: 'Something on the network is in between',
      text: 'Greenlight talks to login.microsoftonline.com and graph.microsoft.com over HTTPS, through the system’s proxy or the one in Settings. The check says what is in between, and who can do something about it.',
    },
    browser: {
      title: 'The browser did not open, or the page was closed',
      text: 'On the sign-in screen, Show the page again opens it anew and Copy link lets you choose the browser. Finishing in the browser is enough; this window moves on by itself.',
    },
    logs: {
      title: 'Someone who helps asks for details or the log',
      text: 'The details are a short text: which step you are at, what stopped it, and whether this computer’s password store works. The log is what Greenlight did, in a few small files on this computer. Neither holds passwords, sign-in keys or addresses, and nothing is uploaded: you decide whom to give them to.',
    },
    start: {
      title: 'Begin again from the start',
      text: 'This forgets the address, the progress and the sign-in on this computer. A permission that was granted stays with Microsoft until you or IT remove it.',
    },
  },
  adminPage: 'Page for administrators',
  support: (app: string) => `Ask the makers of ${app}`,
  logFolder: 'Open the log folder',
  startOver: 'Start over',
};
