import type { Copy } from '../../copy';
import type { Fit } from '../../ipc/generated/Fit';
import type { Length } from '../../ipc/generated/Length';

/** A meter: the ink part is what fits, the amber part is what would be cut. Null for a route without a limit. */
export function meter(fit: Fit): { ink: number; amber: number } | null {
  if (fit.limit === null) return null;
  if (fit.used === 0) return { ink: 0, amber: 0 };
  if (fit.fits) return { ink: fit.limit === 0 ? 0 : Math.min(1, fit.used / fit.limit), amber: 0 };
  const ink = Math.min(1, fit.limit / fit.used);
  return { ink, amber: 1 - ink };
}

/** Whether files are ticked, and whether they travel by this route. */
export type Files = 'none' | 'along' | 'behind';

/** The same in words. */
export function meterWords(fit: Fit, length: Length, files: Files, copy: Copy): string {
  if (fit.limit === null) {
    if (files === 'none') return copy.compose.noLimit[length];
    return files === 'along' ? copy.compose.withFiles[length] : copy.compose.noFiles[length];
  }
  if (fit.fits && files === 'behind') return copy.compose.noFiles[length];
  return fit.fits ? copy.compose.fits(fit.used, fit.limit) : copy.compose.tooLong(fit.used, fit.limit);
}
