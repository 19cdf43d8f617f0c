import type { BlockedScreen } from '../../ipc/generated/BlockedScreen';
import type { VerdictView } from '../../ipc/generated/VerdictView';
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
  | 'disabled'
  | 'device'
  | 'mfa'
  | 'expired'
  | 'account'
  | 'vendor'
  | 'transient'
  | 'pending'
  | 'unsure'
  | 'otherIt'
  | 'otherVendor';

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
      return 'disabled';
    case 'conditional_access':
      return 'device';
    case 'mfa_or_interaction':
      return 'mfa';
    case 'session_expired':
      return 'expired';
    case 'wrong_account_or_tenant':
      return 'account';
    case 'misconfigured_app':
      return 'vendor';
    case 'transient':
      return 'transient';
    case 'device_flow_pending':
      return 'pending';
    case 'other':
      return otherStory(screen.verdict);
  }
}

/** The wall has no name, but the verdict may still know who can act. */
function otherStory(verdict: VerdictView): Story {
  switch (verdict.who_acts) {
    case 'it':
      return verdict.next === 'ask_person' ? 'unsure' : 'otherIt';
    case 'vendor':
      return verdict.next === 'ask_person' ? 'unsure' : 'otherVendor';
    case 'wait':
      return 'transient';
    case 'user':
    case 'nobody':
      return 'unsure';
  }
}

export function relayOf(story: Story, canWatch: boolean): Cell[] {
  const then = canWatch ? after('connects') : youAfter('tryLater');
  switch (story) {
    case 'approval':
    case 'identity':
    case 'risky':
    case 'approvalUnknown':
    case 'assignmentFirst':
    case 'disabled':
    case 'otherIt':
      return [you('askIt'), it('itDecides'), then];
    case 'workflowAsk':
      return [you('pageRequest'), it('itDecides'), then];
    case 'workflowSent':
      return [{ who: 'itNow', lamp: 'theirs', says: 'itDecides' }, then];
    case 'assignment':
      return [you('askIt'), it('itAssigns'), then];
    case 'device':
      return [you('askIt'), it('itRules'), youAfter('tryAgain')];
    case 'consentNeeded':
    case 'declined':
      return [you('chooseYes'), after('connectsAfter')];
    case 'mfa':
      return [you('extraStep'), after('connectsAfter')];
    case 'expired':
      return [you('signInAgain'), after('connectsAfter')];
    case 'account':
      return [you('otherAccount'), after('connectsAfter')];
    case 'pending':
      return [you('finishPage'), after('connectsAfter')];
    case 'vendor':
    case 'otherVendor':
      return [you('writeVendor'), { who: 'vendor', lamp: 'theirs', says: 'vendorMends' }, youAfter('updated')];
    case 'transient':
      return [{ who: 'microsoft', lamp: 'theirs', says: 'microsoftMends' }, youAfter('tryAgain')];
    case 'unsure':
      // The question itself takes the place of the relay.
      return [];
  }
}

/** Whose name stands over the title. */
export function turnOf(
  story: Story,
  screen: BlockedScreen,
  copy: Copy,
  app: string,
): { lamp: 'yours' | 'theirs'; words: string } {
  const turn = copy.common.turn;
  if (story === 'unsure') return { lamp: 'yours', words: turn.yours };
  switch (screen.verdict.who_acts) {
    case 'it':
      return { lamp: 'theirs', words: turn.itDecides };
    case 'vendor':
      return { lamp: 'theirs', words: turn.vendor(app) };
    case 'wait':
    case 'nobody':
      return { lamp: 'theirs', words: turn.wait };
    case 'user':
      return { lamp: 'yours', words: turn.yours };
  }
}
