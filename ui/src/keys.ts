/** Keys that mean the same on every screen: F6 goes from region to region, Escape leaves. */
export function pressed(event: KeyboardEvent, stage: HTMLElement | undefined): void {
  if (!stage || event.defaultPrevented || event.isComposing) return;
  pressedOnStage(event, stage);
  if (event.key === 'Escape') leave(event, stage);
}

/** The same while somebody presents, where Escape is not the screen's. */
export function pressedOnStage(event: KeyboardEvent, stage: HTMLElement): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === 'F6') {
    event.preventDefault();
    nextRegion(stage, event.shiftKey ? -1 : 1);
  } else if (isBack(event)) {
    leave(event, stage);
  }
}

function leave(event: KeyboardEvent, stage: HTMLElement): void {
  const way = stage.querySelector<HTMLElement>('[data-leave]');
  if (!way) return;
  event.preventDefault();
  way.click();
}

/** What the presenter's keys do while the stage is up. */
export const stageKeys = {
  next: ' ',
  approve: 'a',
  deny: 'd',
  block: 'b',
  reset: 'r',
  hide_ids: 'h',
  hour: 't',
  notes: 'n',
  hide_bar: 'f',
  leave: 'escape',
} as const;
export type StageKey = keyof typeof stageKeys;

/** Which of the presenter's keys this is. Text that is being written, a dialog and held keys have none. */
export function stageKey(event: KeyboardEvent): StageKey | null {
  if (event.defaultPrevented || event.isComposing || event.repeat) return null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (takesText(event.target) || document.querySelector('dialog[open]')) return null;
  const pressed = event.key.toLowerCase();
  const found = (Object.keys(stageKeys) as StageKey[]).find((name) => stageKeys[name] === pressed);
  // The space bar belongs to the control that has the focus. A pane that only scrolls has the other keys for that.
  if (found === 'next' && isControl(event.target)) return null;
  return found ?? null;
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]')
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a[href], input, summary, [role=button]');
}

/** Whether a key was meant for the text being written. */
export function isTyping(event: Event): boolean {
  const target = event.target;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

function isBack(event: KeyboardEvent): boolean {
  return (event.altKey && event.key === 'ArrowLeft') || (event.metaKey && event.key === '[');
}

/** The last three are the presenter's. */
const ORDER = ['rail', 'body', 'bar', 'desk', 'reading', 'presenter'];

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
