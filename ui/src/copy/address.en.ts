import { monthLong } from './times';

export const address = {
  title: 'Which work account has the calendar?',
  label: 'Work or school email',
  hint: 'Looked up by its domain only. Nobody has signed in yet.',
  next: 'Continue',
  anyway: 'Continue anyway',
  noteFound: (app: string) => `Next: what ${app} will ask for`,
  noteEmpty: 'Type your address to go on',
  noteInvalid: 'The address needs a change first',
  noteLooking: 'Looking it up…',
  noteUnreachable: 'We need an answer from Microsoft first',
  noteNotFound: 'You can still try to sign in',
  noteNotTaken: 'Another address is needed here',
  checks: {
    title: 'What we found',
    waiting: 'Looking…',
    microsoft: 'Microsoft 365',
    microsoftFound: (domain: string) => `Found for ${domain}`,
    microsoftNotFound: 'Not found at this address',
    microsoftUnreachable: 'No answer yet',
    cloud: 'Cloud',
    clouds: {
      public: 'Microsoft’s worldwide cloud',
      us_government: 'US Government cloud',
      us_defense: 'US Government cloud for Defense',
      china: 'China, run by 21Vianet',
    },
    account: 'Account',
    accounts: {
      work: 'Work or school account',
      personal: 'Personal account',
    },
    unknown: 'Not known',
  },
  notFound: 'We couldn’t find Microsoft 365 at this address. Check the spelling, or continue anyway.',
  notTaken: {
    personal: (app: string) =>
      `This is a personal account, and ${app} works with accounts of organisations. Use the address you have at work or school.`,
    work: (app: string) =>
      `This is an account of an organisation, and ${app} works with personal accounts. Use your own address, such as one at Outlook.com.`,
  },
  forecast: {
    it: 'Forecast: IT will probably need to approve',
    itText: (since: string) =>
      `Since ${monthLong(since, 'en')}, Microsoft’s default rules leave calendar access to IT. Your organisation may have changed them, so we’ll know for certain after you sign in.`,
    easeLead: 'Nothing to do now.',
    ease: 'If it happens, your request is already half written.',
    yours: 'Forecast: you can probably say yes yourself',
    yoursText:
      'Microsoft’s default rules do not keep these permissions for IT. Your organisation may have changed them, so we’ll know for certain after you sign in.',
    personal: 'A personal account. No IT needed.',
    personalText: 'You decide by yourself on Microsoft’s page.',
    you: 'You decide',
    itSide: 'IT decides',
    gauge: { it: 'Closer to IT decides', yours: 'Closer to you decide' },
  },
  source: {
    label: 'Where the forecast comes from',
    hint: (since: string) => `Microsoft’s published rules, in force since ${monthLong(since, 'en')}`,
    text: (since: string, scopes: string) =>
      `Microsoft’s consent policy for organisations (“Let Microsoft manage your consent settings”) keeps ${scopes} from users since ${monthLong(since, 'en')}. It is the default; an organisation can loosen or tighten it.`,
    yours: 'None of the permissions is on the list that Microsoft’s consent policy keeps from users.',
    tenant: 'Tenant ID',
    how: 'Found through Microsoft’s public sign-in directory, by the domain alone. The part before the @ stayed on this computer.',
  },
  announce: {
    it: 'Work account. Forecast: IT will probably need to approve.',
    yours: 'Work account. Forecast: you can probably say yes yourself.',
    personal: 'A personal account. No IT needed.',
  },
};
