export const someoneElse = {
  title: 'Is this the right account?',
  otherAddress:
    'You typed one address and signed in with another. That may well be right: many mailboxes have more than one.',
  otherPerson: (name: string) =>
    `This sign-in was meant for ${name}. If you carry on with the other account, Greenlight goes on with that one instead, and what was under way for ${name} ends here.`,
  accounts: 'The two accounts',
  typed: 'You typed',
  meant: 'Expected',
  signedIn: 'Signed in',
  held: 'Until you have chosen, Greenlight keeps no access to this account.',
  closed: 'Greenlight was closed meanwhile. To carry on, you sign in with this account once more.',
  carryOn: 'Carry on with this account',
  choose: 'Choose the account again',
  announce: (name: string) => `${name} signed in. Is this the right account?`,
};
