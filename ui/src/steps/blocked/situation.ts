import type { BlockedScreen } from '../../ipc/generated/BlockedScreen';
import type { Lamp } from '../../ipc/generated/Lamp';
import type { Copy } from '../../copy';

type BlockedCopy = Copy['blocked'];

/** Which words tell this wall. */
export type Story =
  | 'approval'
  | 'identity'
  | 'risky'
  | 'workflowAsk'
  | 'workflowSent'
  | 'assignmentFirst'
  | 'approvalUnknown'
  | 'consentNeeded'
  | 'declined'
  | 'assignment'
  | 'off'
  | 'unavailable'
  | 'missing'
  | 'device'
  | 'mfa'
  | 'expired'
  | 'again'
  | 'account'
  | 'vendor'
  | 'licence'
  | 'transient'
  | 'locked'
  | 'pending'
  | 'unsure'
  | 'otherIt'
  | 'otherVendor';

/** Stories that hold for several codes: what the code means in particular is said beside them. */
const GENERAL: readonly Story[] = [
  'again',
  'account',
  'vendor',
  'licence',
  'missing',
  'unavailable',
  'device',
  'otherIt',
  'otherVendor',
];

export const isGeneral = (story: Story): boolean => GENERAL.includes(story);

export type CellName = keyof BlockedCopy['cells'];
export type Who = keyof BlockedCopy['who'];

/** One stretch of the relay: who moves and what they do. The first is now, the amber one is somebody else's. */
export interface Cell {
  who: Who;
  lamp: 'yours' | 'theirs' | 'ahead';
  says: CellName;
}

const you = (says: CellName): Cell => ({ who: 'you', lamp: 'yours', says });
const it = (says: CellName): Cell => ({ who: 'it', lamp: 'theirs', says });
const after = (says: CellName): Cell => ({ who: 'greenlight', lamp: 'ahead', says });
const youAfter = (says: CellName): Cell => ({ who: 'youLater', lamp: 'ahead', says });

export function storyOf(screen: BlockedScreen): Story {
  const { wall } = screen.verdict;
  const offer = screen.offer.is;
  if (offer === 'ask_person') return 'unsure';
  switch (wall.name) {
    case 'admin_approval_required':
      switch (wall.approval) {
        case 'policy':
          return screen.leg === 'identity' ? 'identity' : 'approval';
        case 'risky_app':
          return 'risky';
        case 'workflow_ask':
          return 'workflowAsk';
        case 'workflow_sent':
          return 'workflowSent';
        case 'assignment_first':
          return 'assignmentFirst';
        case 'unknown':
          return screen.leg === 'identity' ? 'identity' : 'approvalUnknown';
      }
      break;
    case 'user_consent_needed':
      return 'consentNeeded';
    case 'user_declined':
      return 'declined';
    case 'assignment_required':
      return 'assignment';
    case 'app_disabled_or_missing':
      return offer === 'stop' ? 'off' : offer === 'vendor_note' ? 'missing' : 'unavailable';
    case 'conditional_access':
      return 'device';
    case 'mfa_or_interaction':
      return 'mfa';
    case 'session_expired':
      return 'expired';
    case 'wrong_account_or_tenant':
      return offer === 'vendor_note' ? 'vendor' : 'account';
    case 'misconfigured_app':
      return offer === 'pass_on' ? 'licence' : offer === 'sign_in' ? 'again' : 'vendor';
    case 'transient':
      return 'transient';
    case 'device_flow_pending':
      return 'pending';
    case 'other':
      return otherStory(offer);
  }
}

/** The wall has no name, but what is offered says who can act. */
function otherStory(offer: BlockedScreen['offer']['is']): Story {
  switch (offer) {
    case 'pass_on':
    case 'letter':
    case 'page_request':
    case 'stop':
      return 'otherIt';
    case 'vendor_note':
      return 'otherVendor';
    case 'retry_at':
    case 'retry_later':
      return 'locked';
    case 'sign_in':
    case 'choose_account':
      return 'again';
    case 'ask_person':
      return 'unsure';
  }
}

export function relayOf(story: Story, screen: BlockedScreen): Cell[] {
  const then = screen.can_watch ? after('connects') : youAfter('tryLater');
  const onPage = screen.offer.is === 'page_request';
  switch (story) {
    case 'approval':
    case 'identity':
    case 'risky':
    case 'workflowAsk':
    case 'approvalUnknown':
    case 'assignmentFirst':
      return [you(onPage ? 'pageRequest' : 'askIt'), it('itDecides'), then];
    case 'workflowSent':
      return [{ who: 'itNow', lamp: 'theirs', says: 'itDecides' }, then];
    case 'assignment':
      return [you('mailIt'), it('itAssigns'), then];
    case 'device':
      return [you('mailIt'), it('itRules'), youAfter('tryAgain')];
    case 'unavailable':
    case 'otherIt':
      return [you('passDetails'), it('itLooks'), youAfter('tryAgain')];
    case 'licence':
      return [you('passDetails'), it('itSubscribes'), youAfter('tryAgain')];
    case 'consentNeeded':
    case 'declined':
      return [you('chooseYes'), after('connectsAfter')];
    case 'mfa':
      return [you('extraStep'), after('connectsAfter')];
    case 'expired':
    case 'again':
      return [you('signInAgain'), after('connectsAfter')];
    case 'account':
      return [you('otherAccount'), after('connectsAfter')];
    case 'pending':
      return [you('finishPage'), after('connectsAfter')];
    case 'vendor':
    case 'missing':
    case 'otherVendor':
      return [you('writeVendor'), { who: 'vendor', lamp: 'theirs', says: 'vendorMends' }, youAfter('updated')];
    case 'transient':
      return [
        { who: 'microsoft', lamp: 'theirs', says: 'microsoftMends' },
        screen.offer.is === 'retry_at' ? after('triesItself') : youAfter('tryAgain'),
      ];
    case 'locked':
      return [{ who: 'microsoft', lamp: 'theirs', says: 'accountOpens' }, youAfter('tryAgain')];
    case 'off':
    case 'unsure':
      // What can still be done, or the question itself, takes the place of the relay.
      return [];
  }
}

/** Whose name stands over the title. */
export function turnOf(screen: BlockedScreen, copy: Copy, app: string): { lamp: Lamp; words: string } {
  const turn = copy.common.turn;
  switch (screen.offer.is) {
    case 'ask_person':
    case 'page_request':
    case 'sign_in':
    case 'choose_account':
      return { lamp: 'yours', words: turn.yours };
    case 'letter':
      return { lamp: 'theirs', words: turn.itDecides };
    case 'pass_on':
      return { lamp: 'theirs', words: turn.its };
    case 'vendor_note':
      return { lamp: 'theirs', words: turn.vendor(app) };
    case 'retry_at':
    case 'retry_later':
      return { lamp: 'theirs', words: turn.wait };
    case 'stop':
      return { lamp: 'no', words: copy.blocked.turnOff };
  }
}

/** What a screen reader says first: whose move it is. */
export function moveOf(screen: BlockedScreen, copy: BlockedCopy): string {
  switch (screen.offer.is) {
    case 'letter':
      return copy.announce.askIt;
    case 'pass_on':
      return copy.announce.passOn;
    case 'vendor_note':
      return copy.announce.vendor;
    case 'retry_at':
    case 'retry_later':
      return copy.announce.wait;
    case 'stop':
      return copy.announce.off;
    case 'ask_person':
    case 'page_request':
    case 'sign_in':
    case 'choose_account':
      return copy.announce.you;
  }
}
