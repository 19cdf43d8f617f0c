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
      text: 'Greenlight talks to login.microsoftonline.com and graph.microsoft.com over HTTPS and uses the system’s proxy. If your network inspects traffic, IT can let these two hosts through. Networks in hotels and trains often want a sign-in of their own first: open any page in your browser.',
    },
    browser: {
      title: 'The browser did not open, or the page was closed',
      text: 'On the sign-in screen, Show the page again opens it anew and Copy link lets you choose the browser. Finishing in the browser is enough; this window moves on by itself.',
    },
    start: {
      title: 'Begin again from the start',
      text: 'This forgets the address, the progress and the sign-in on this computer. A permission that was granted stays with Microsoft until you or IT remove it.',
    },
  },
  adminPage: 'Page for administrators',
  support: (app: string) => `Ask the makers of ${app}`,
  startOver: 'Start over',
};
