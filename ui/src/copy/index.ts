import type { Lang } from '../ipc/generated/Lang';
import * as en from './en';
import * as ja from './ja';
import { bindAll, type SameShape } from './text';

export { phrases } from './phrases';
export { plain, say } from './text';

/** Every word of the window. English is the original; Japanese has the same keys and parameters. */
export type Copy = SameShape<typeof en>;

export const copies: Record<Lang, Copy> = {
  en: { ...en },
  ja: bindAll<Copy>({ ...ja }),
};
