/** Arrow keys in the week: up and down within a day, left and right between days. */

/** The buttons of each day that can be seen, in reading order. */
export function buttonsOf(grid: HTMLElement): HTMLElement[][] {
  return [...grid.querySelectorAll<HTMLElement>('[data-day]')].map((day) =>
    [...day.querySelectorAll<HTMLElement>('button')].filter((button) => getComputedStyle(button).display !== 'none'),
  );
}

/** Where a key leads from a button; undefined where it leads nowhere. */
export function arrow(key: string, days: HTMLElement[][], from: HTMLElement): HTMLElement | undefined {
  const at = days.findIndex((buttons) => buttons.includes(from));
  const day = days[at];
  if (!day) return undefined;
  const place = day.indexOf(from);
  switch (key) {
    case 'ArrowDown':
      return day[place + 1];
    case 'ArrowUp':
      return day[place - 1];
    case 'Home':
      return day[0];
    case 'End':
      return day.at(-1);
    case 'ArrowRight':
      return nearest(days.slice(at + 1), from);
    case 'ArrowLeft':
      return nearest(days.slice(0, at).reverse(), from);
    default:
      return undefined;
  }
}

/** In the nearest day that has any: what begins closest to where we come from. */
function nearest(days: HTMLElement[][], from: HTMLElement): HTMLElement | undefined {
  const start = startOf(from);
  return days
    .find((day) => day.length > 0)
    ?.reduce((best, one) => (Math.abs(startOf(one) - start) < Math.abs(startOf(best) - start) ? one : best));
}

function startOf(button: HTMLElement): number {
  return Number(button.dataset['start'] ?? 0);
}
