import type { InboxMail } from '../ipc/generated/InboxMail';
import type { Presentation } from '../ipc/generated/Presentation';
import type { QueuedRequest } from '../ipc/generated/QueuedRequest';
import type { Opened } from './director.svelte';

/** What lies in IT's reading pane. The key changes with the paper, and only then. */
export type OnDesk =
  | { is: 'mail'; key: string; mail: InboxMail }
  | { is: 'request'; key: string; at: number; request: QueuedRequest }
  | { is: 'consent'; key: string }
  | { is: 'nothing'; key: string };

export function onDesk(opened: Opened, { inbox, queue }: Presentation): OnDesk {
  switch (opened.is) {
    case 'consent':
      return { is: 'consent', key: 'consent' };
    case 'mail': {
      const mail = inbox.find((one) => one.id === opened.id);
      return mail ? ofMail(mail) : newest(inbox, queue);
    }
    case 'request': {
      const request = queue[opened.at];
      return request ? ofRequest(request, opened.at) : newest(inbox, queue);
    }
    case 'newest':
      return newest(inbox, queue);
  }
}

/** What asks for a decision lies on top, whatever other mail came since. */
function newest(inbox: InboxMail[], queue: QueuedRequest[]): OnDesk {
  const mail = inbox.find((one) => one.matter === 'request') ?? (queue.length === 0 ? inbox[0] : undefined);
  if (mail) return ofMail(mail);
  const request = queue[0];
  return request ? ofRequest(request, 0) : { is: 'nothing', key: 'nothing' };
}

function ofMail(mail: InboxMail): OnDesk {
  return { is: 'mail', key: `mail ${mail.id}`, mail };
}

function ofRequest(request: QueuedRequest, at: number): OnDesk {
  return { is: 'request', key: `request ${request.since}`, at, request };
}
