export const waiting = {
  title: 'Waiting for IT',
  lede: 'Greenlight keeps checking while it is open. When IT says yes, your calendar connects by itself.',
  ledeRemind: 'When IT says yes, come back here and press Try again.',
  timeline: 'What happened, and what comes next',

  blocked: 'Your organisation asked for IT’s approval',
  signedInAs: (name: string) => `Signed in as ${name}.`,
  asked: 'You asked IT',
  askedTo: (to: string) => `To ${to}.`,
  askedOnPage: 'IT got your request through Microsoft',
  answerByMail: 'Microsoft mails you the answer, unless IT has switched those mails off.',
  expires: 'A request stays open for as many days as IT has set. After that you can send a new one.',
  cannotSee: 'We can’t see whether it left your outbox.',

  checking: 'Checking now',
  notYet: 'Checked: not approved yet',
  notChecked: 'No check yet',
  deciding: 'IT is deciding',
  toldYes: 'Approved. Microsoft is still passing it on.',
  toldYesDetail: 'You told us IT said yes. This can take up to an hour.',
  paused: {
    offline: 'Paused, no connection',
    proxy_unreachable: 'Paused, the proxy does not answer',
    proxy_refuses: 'Paused, the proxy does not get through to Microsoft',
    timeout: 'Paused, Microsoft did not answer in time',
    tls: 'Paused, the secure connection could not be verified',
    proxy_sign_in: 'Paused, this network asks for a sign-in of its own',
    not_the_service: 'Paused, another page answered in Microsoft’s place',
    service_fault: 'Paused, Microsoft’s service is having a problem for the moment',
    throttled: 'Paused, Microsoft asked us to slow down',
  },
  locked: 'Paused, this computer’s password store is locked',
  lockedDetail: 'Nobody was asked. Your move: unlock it, then press Check now.',
  pausedDetail: 'We’ll go on by ourselves.',
  pausedNetwork: 'Open any web page in your browser to finish this network’s own sign-in. We’ll go on by ourselves.',
  checks: (count: number) =>
    count === 0
      ? 'The first one comes by itself.'
      : count === 1
        ? 'One check so far.'
        : `${inWords(count)} checks so far, which is normal.`,

  then: 'Then',
  connects: 'Calendar connects',
  connectsDetail: 'You’ll get a notification.',
  connectsRemind: 'As soon as a sign-in goes through.',

  lastCheck: (time: string) => `Last check ${time}.`,
  checkNow: 'Check now',
  units: { seconds: 's', minutes: 'min', hours: 'h' },
  in: {
    seconds: (count: number) => `Next check in ${count} ${count === 1 ? 'second' : 'seconds'}`,
    minutes: (count: number) => `Next check in ${count} min`,
    hours: (count: number) => `Next check in ${count} ${count === 1 ? 'hour' : 'hours'}`,
  },
  due: 'Next check any moment',
  underWay: 'Checking',
  checkedStatus: 'Checked. Not approved yet.',

  remindTitle: 'We can’t check from here',
  remindDetail: 'In your organisation, sign-in itself waits for IT. You can try whenever you like.',
  remindSignIn: 'The sign-in on this computer has run out or is gone. Try again signs you in and looks once more.',
  tryAgain: 'Try again',

  answer: 'Did IT answer?',
  answerDetail: 'If they told you directly, we can check or stop.',
  saidYes: 'They said yes',
  saidNo: 'They said no',

  itCanCheck: 'What IT can check',
  itCanCheckLede: 'More than an hour has passed. These are the usual reasons.',
  itChecks: [
    'The approval is for this app. The client ID in the request is the one to compare.',
    'All permissions in the request were granted, not only some.',
    'If the app is set to “Assignment required”, your name is on its list of users.',
  ],

  readDraft: 'Read the draft',
  writeToo: 'Write to IT as well',
  signInAgain: 'Sign in again',
  mayClose: 'You can close Greenlight. It goes on when you open it again.',
};

function inWords(count: number): string {
  return (
    ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'][count] ??
    count.toLocaleString('en-GB')
  );
}
