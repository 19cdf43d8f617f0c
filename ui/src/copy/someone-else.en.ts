export const someoneElse = {
  title: 'Is this the right account?',
  otherAddress:
    'You typed one address and signed in with another. That may well be right: many mailboxes have more than one.',
  otherPerson: (name: string) => `This sign-in was meant for ${name}, whose account stays as it was.`,
  accounts: 'The two accounts',
  typed: 'You typed',
  meant: 'Meant',
  signedIn: 'Signed in',
  held: 'Nothing of this sign-in is stored until you have chosen.',
  closed: 'Greenlight was closed meanwhile. To carry on, you sign in with this account once more.',
  carryOn: 'Carry on with this account',
  choose: 'Choose the account again',
  announce: (name: string) => `${name} signed in. Is this the right account?`,
};
