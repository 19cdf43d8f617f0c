import type { Lang } from '../ipc/generated/Lang';
import { whenShort } from './times';

const lang: Lang = 'en';

export const common = {
  product: 'Greenlight',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  copied: 'Copied',
  copyDetails: 'Copy details',
  tryAgain: 'Try again',
  checkConnection: 'Check the connection',
  help: 'Help',
  settings: 'Settings',
  documentTitle: (screen: string) => `${screen} - Greenlight`,
  regions: { rail: 'Steps', body: 'Content', bar: 'Actions', demo: 'Demo', notices: 'Notices' },
  turn: {
    yours: 'Your move',
    yoursInBrowser: 'Your move, in the browser',
    its: 'IT’s move',
    itDecides: 'IT decides',
    connected: 'Connected',
    no: 'IT said no',
    vendor: (app: string) => `The makers of ${app} have the next move`,
    wait: 'Nobody’s move, for a moment',
  },
  lamp: {
    yours: 'your move',
    theirs: 'IT’s move',
    done: 'done',
    no: 'IT said no',
    ahead: 'still ahead',
  },
  route: {
    address: 'Your address',
    permissions: 'What it asks for',
    sign_in: 'Sign in',
    decision: 'IT’s decision',
    connected: 'Calendar connected',
  },
  detail: {
    permissions: (count: number) => (count === 1 ? '1 permission' : `${count} permissions`),
    at: (time: string) => whenShort(time, lang),
  },
  notices: {
    session_only: {
      text: 'No password store runs on this computer, so you’ll sign in again after a restart.',
      next: 'Nothing to do now.',
    },
    key_store_locked: {
      text: 'This computer’s password store is locked, so Greenlight cannot reach your sign-in.',
      next: 'Your move: unlock it, then try again here.',
    },
    record_unreadable: {
      text: 'The stored sign-in was written by another version. It is left as it is.',
      next: 'Your move: sign in again here, or open the newer version.',
    },
    not_copied: {
      text: 'The clipboard did not take it.',
      next: 'Your move: select the text and copy it yourself.',
    },
    state_set_aside: {
      text: 'The saved progress could not be read. The file was kept, and you start from the beginning.',
      next: 'Nothing else was lost.',
    },
    state_not_saved: {
      text: 'Progress cannot be saved on this computer, so a restart will not come back here.',
      next: 'Your move: check that the disk has free space.',
    },
  },
  problems: {
    invalid_input: {
      title: 'Greenlight did not take that',
      next: 'The text may be too long, or the screen had already moved on. Have a look and try once more.',
    },
    not_a_proxy: {
      title: 'This is not the address of a proxy',
      next: 'It looks like proxy.company.com:8080, without a name or a password in it. Nothing was changed.',
    },
    demo_unavailable: {
      title: 'The demo could not start on this computer',
      next: 'Something may be blocking local connections. Close other copies of Greenlight and try again.',
    },
    not_opened: {
      title: 'No browser opened the page',
      next: 'Open your browser first, then try again.',
    },
    engine_stopped: {
      title: 'Greenlight has stopped working inside',
      next: 'Close the window and open Greenlight again. Your place is kept.',
    },
    not_saved: {
      title: 'The setting holds until you close Greenlight',
      next: 'It could not be written to the disk. Check that the disk has free space.',
    },
  },
  demo: {
    watermark: 'Simulated organisation, not Microsoft',
    scenario: 'Story',
    fillIn: 'Fill in the demo address',
    password: 'Password',
    adminPage: 'IT’s page',
    reset: 'Start over',
    leave: 'Leave the demo',
    present: 'Present',
  },
};
