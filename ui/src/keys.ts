/** Keys that mean the same on every screen: F6 goes from region to region, Escape leaves. */
export function pressed(event: KeyboardEvent, stage: HTMLElement | undefined): void {
  if (!stage || event.defaultPrevented || event.isComposing) return;
  if (event.key === 'F6') {
    event.preventDefault();
    nextRegion(stage, event.shiftKey ? -1 : 1);
    return;
  }
  if (event.key === 'Escape' || isBack(event)) {
    const leave = stage.querySelector<HTMLElement>('[data-leave]');
    if (!leave) return;
    event.preventDefault();
    leave.click();
  }
}

/** Whether a key was meant for the text being written. */
export function isTyping(event: Event): boolean {
  const target = event.target;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

function isBack(event: KeyboardEvent): boolean {
  return (event.altKey && event.key === 'ArrowLeft') || (event.metaKey && event.key === '[');
}

const ORDER = ['rail', 'body', 'bar'];

function nextRegion(stage: HTMLElement, step: 1 | -1): void {
  const regions = ORDER.map((name) => stage.querySelector<HTMLElement>(`[data-region="${name}"]`)).filter(
    (region) => region !== null,
  );
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const there = regions[(here + step + regions.length) % regions.length];
  const target = there?.querySelector<HTMLElement>('h1, button, a[href], input, select, textarea') ?? there;
  target?.focus();
}
