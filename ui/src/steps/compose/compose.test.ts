import { fireEvent, render, screen as page, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { copies, plain } from '../../copy';
import { composeScreen, files } from '../../fixtures/compose';
import { letters } from '../../fixtures/letters';
import type { ComposeScreen } from '../../ipc/generated/ComposeScreen';
import type { Lang } from '../../ipc/generated/Lang';
import { session } from '../../session.svelte';
import { OnScreen } from '../onscreen';
import Compose from './Compose.svelte';
import { sections } from './letter';
import { meter } from './meter';
import { areAddresses } from './recipients';

async function show(over: Partial<ComposeScreen> = {}, lang: Lang = 'en') {
  const screen = composeScreen(lang, over);
  const on = await OnScreen.at(lang, { is: 'compose', ...screen });
  const view = render(Compose, { screen });
  return { on, screen, view };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('writing to IT', () => {
  it.each(['en', 'ja'] as const)('shows the settings, the letter and the ways to send it (%s)', async (lang) => {
    const { screen } = await show({}, lang);
    const words = copies[lang].compose;
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(words.title);
    expect(page.getByLabelText<HTMLInputElement>(words.to).value).toBe(screen.to);
    expect(page.getByText(screen.letter.subject)).toBeTruthy();
    const ladder = page.getByRole('radiogroup', { name: words.send });
    expect(within(ladder).getAllByRole('radio')).toHaveLength(3);
    expect(page.getByRole('button', { name: words.actions.draft_file })).toBeTruthy();
  });

  it('sends what is typed when the typing rests, to the character', async () => {
    const { on } = await show({ to: '' });
    const field = page.getByLabelText('To');
    await fireEvent.input(field, { target: { value: 'it@' } });
    vi.advanceTimersByTime(200);
    await fireEvent.input(field, { target: { value: ' it@northbank.example ' } });
    expect(await on.done()).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(await on.done()).toEqual([{ do: 'edit_draft', to: ' it@northbank.example ', lang: 'en', length: 'full' }]);
  });

  it('shows the recipient on the paper while it is typed', async () => {
    await show({ to: '' });
    expect(page.getByText('your IT team')).toBeTruthy();
    await fireEvent.input(page.getByLabelText('To'), { target: { value: 'helpdesk@northbank.example' } });
    expect(page.getByText('helpdesk@northbank.example')).toBeTruthy();
  });

  it('does not lose what was typed when the letter is handed over at once', async () => {
    const { on } = await show({ to: '' });
    await fireEvent.input(page.getByLabelText('To'), { target: { value: 'it@northbank.example' } });
    await fireEvent.click(page.getByRole('button', { name: 'Open draft' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(await on.done()).toEqual([
      { do: 'edit_draft', to: 'it@northbank.example', lang: 'en', length: 'full' },
      { do: 'deliver', route: 'draft_file' },
    ]);
  });

  it('keeps what was typed on screen until the engine has it, so that nothing moves from under the pointer', async () => {
    await show({ to: '' });
    const field = page.getByLabelText<HTMLInputElement>('To');
    await fireEvent.focus(field);
    await fireEvent.input(field, { target: { value: 'it@northbank.example' } });
    await fireEvent.blur(field);
    await vi.advanceTimersByTimeAsync(0);
    expect(field.value).toBe('it@northbank.example');
    expect(page.queryByText(copies.en.compose.toEmpty)).toBeNull();
  });

  it('does not lose what was typed when the screen goes', async () => {
    const { on, view } = await show({ to: '' });
    await fireEvent.input(page.getByLabelText('To'), { target: { value: 'it@northbank.example' } });
    view.unmount();
    expect(await on.done()).toHaveLength(1);
  });

  it('changes language and length at once', async () => {
    const { on, screen } = await show();
    await fireEvent.click(page.getByRole('radio', { name: 'Both' }));
    await fireEvent.click(page.getByRole('radio', { name: 'Short' }));
    expect(await on.done()).toEqual([
      { do: 'edit_draft', to: screen.to, lang: 'both', length: 'full' },
      { do: 'edit_draft', to: screen.to, lang: 'en', length: 'short' },
    ]);
  });

  it('chooses a route and says what it holds', async () => {
    const { on } = await show();
    await fireEvent.click(page.getByRole('radio', { name: /^Mail app/ }));
    expect(await on.done()).toEqual([{ do: 'choose_route', route: 'mail_app' }]);
    expect(session.announced?.text).toMatch(/^Mail app chosen\. 1,600 of \d,\d{3} fit$/u);
  });

  it('offers the short text instead of cutting a long one', async () => {
    const { on, screen } = await show({ route: 'mail_app' });
    expect(page.queryByRole('button', { name: 'Open in mail app' })).toBeNull();
    await fireEvent.click(page.getByRole('button', { name: 'Use the short text' }));
    expect(await on.done()).toEqual([{ do: 'edit_draft', to: screen.to, lang: 'en', length: 'short' }]);
  });

  it('offers the draft file where even the short text is too long', async () => {
    const { on } = await show({
      route: 'mail_app',
      length: 'short',
      lang: 'both',
      routes: [
        { route: 'mail_app', used: 2700, limit: 1600, fits: false },
        { route: 'draft_file', used: 900, limit: null, fits: true },
      ],
    });
    await fireEvent.click(page.getByRole('button', { name: 'Choose the draft file' }));
    expect(await on.done()).toEqual([{ do: 'choose_route', route: 'draft_file' }]);
  });

  it('holds back the rarer ways until they are asked for, and never the chosen one', async () => {
    const { screen } = await show({ route: 'gmail' });
    const ladder = page.getByRole('radiogroup', { name: 'How to send it' });
    expect(within(ladder).getAllByRole('radio')).toHaveLength(4);
    expect(within(ladder).getByRole<HTMLInputElement>('radio', { name: /^Gmail/ }).checked).toBe(true);
    await fireEvent.click(page.getByRole('button', { name: 'More ways' }));
    expect(within(ladder).getAllByRole('radio')).toHaveLength(screen.routes.length);
    expect(page.getByRole('button', { name: 'Fewer ways' }).getAttribute('aria-expanded')).toBe('true');
  });

  it('ticks files, each with what it is for', async () => {
    const { on } = await show({ files: files('permissions_csv') });
    const sheet = page.getByRole('checkbox', { name: 'Decision sheet' });
    expect(sheet.getAttribute('aria-describedby')).toBeTruthy();
    await fireEvent.click(sheet);
    await fireEvent.click(page.getByRole('checkbox', { name: 'Permission list' }));
    expect(await on.done()).toEqual([
      { do: 'attach', kind: 'sheet_pdf', on: true },
      { do: 'attach', kind: 'permissions_csv', on: false },
    ]);
    expect(page.getByText('1 file')).toBeTruthy();
  });

  it.each(['en', 'ja'] as const)('says why a file cannot be made, and does not tick it (%s)', async (lang) => {
    const lacking = files().map((file) =>
      file.kind === 'sheet_pdf' ? { ...file, state: { is: 'no_font' as const, lang: 'ja' as const } } : file,
    );
    const { on } = await show({ files: lacking }, lang);
    const words = copies[lang].compose;
    const sheet = page.getAllByRole('checkbox')[0] as HTMLInputElement;
    expect(sheet.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(sheet.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      plain(words.noFont.ja),
    );
    await fireEvent.click(sheet);
    expect(await on.done()).toEqual([]);
    expect(sheet.checked).toBe(false);
  });

  it('says that a way takes no files along, and offers one that does', async () => {
    const { on } = await show({ ...letters.enShort, length: 'short', route: 'mail_app', files: files('sheet_pdf') });
    expect(page.getByText(/takes no files along/)).toBeTruthy();
    expect(page.getByRole('radio', { name: /^Mail app Short text, no files/ })).toBeTruthy();
    expect(page.getByRole('radio', { name: /^Draft file Short text, with files/ })).toBeTruthy();
    await fireEvent.click(page.getByRole('button', { name: 'Choose the draft file' }));
    expect(await on.done()).toEqual([{ do: 'choose_route', route: 'draft_file' }]);
  });

  it('names the file that could not be made', async () => {
    await show({
      files: files('sheet_pdf'),
      delivery: { is: 'not_attached', route: 'draft_file', kind: 'sheet_pdf' },
    });
    expect(page.getByRole('status').textContent).toContain('“Decision sheet” could not be made');
  });

  it('offers levels of access only where there are some', async () => {
    const { view } = await show();
    expect(page.queryByText('Access to ask for')).toBeNull();
    view.unmount();
    const tier = (id: string, chosen: boolean, breaks: string | null) => ({
      id,
      chosen,
      name: { en: id, ja: id },
      breaks: breaks === null ? null : { en: breaks, ja: breaks },
    });
    const { on } = await show({ tiers: [tier('Busy', false, 'No titles.'), tier('All', true, null)] });
    expect(page.getByRole<HTMLInputElement>('radio', { name: 'All Everything in Daybook works.' }).checked).toBe(true);
    await fireEvent.click(page.getByRole('radio', { name: 'Busy No titles.' }));
    expect(await on.done()).toEqual([{ do: 'choose_tier', id: 'Busy' }]);
  });

  it('asks for a day, or for none', async () => {
    const { on } = await show({ answer_by: '2026-11-27' });
    expect(page.getByText('27 November 2026')).toBeTruthy();
    await fireEvent.click(page.getByRole('radio', { name: '4 Dec' }));
    await fireEvent.click(page.getByRole('radio', { name: 'No date' }));
    expect(await on.done()).toEqual([
      { do: 'answer_by', day: '2026-12-04' },
      { do: 'answer_by', day: null },
    ]);
  });

  it('marks the route that did not open and suggests copying', async () => {
    const { on } = await show({ delivery: { is: 'failed', route: 'draft_file', fault: 'nothing_opened' } });
    expect(page.getByRole('radio', { name: /^Draft file Didn’t open/ })).toBeTruthy();
    await fireEvent.click(page.getByRole('button', { name: 'Choose Copy' }));
    expect(await on.done()).toEqual([{ do: 'choose_route', route: 'copy' }]);
  });

  it('does not hand over twice while one is under way', async () => {
    const { on } = await show({ delivery: { is: 'under_way', route: 'draft_file' } });
    await fireEvent.click(page.getByRole('button', { name: 'Opening' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(await on.done()).toEqual([]);
  });

  it('asks whether it was sent, names the file and takes both answers', async () => {
    const { on } = await show({
      delivery: { is: 'handed_over', route: 'draft_file', file: '/home/nora/Downloads/request.eml' },
    });
    expect(page.getByText('/home/nora/Downloads/request.eml')).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Did you send it?');
    await fireEvent.click(page.getByRole('button', { name: 'Not yet' }));
    await fireEvent.click(page.getByRole('button', { name: 'Yes, wait for IT' }));
    expect(await on.done()).toEqual([{ do: 'not_sent' }, { do: 'sent' }]);
  });

  it('goes back to where it was opened from', async () => {
    const { on } = await show({ from_waiting: true });
    await fireEvent.click(page.getByRole('button', { name: 'Back to waiting' }));
    expect(await on.done()).toEqual([{ do: 'back' }]);
  });

  it('has one green button at most', async () => {
    const { view } = await show();
    expect(view.container.querySelectorAll('button.go')).toHaveLength(1);
  });
});

describe('the letter on paper', () => {
  it('is in its own language, whatever the window speaks', async () => {
    const { view } = await show({ ...letters.enFull, lang: 'en' }, 'ja');
    expect(view.container.querySelector('.paper [lang="en"] .block')).toBeTruthy();
    expect(view.container.querySelector('.paper [lang="ja"]')).toBeNull();
  });

  it('changes language where the letter does', () => {
    expect(sections(letters.bothFull.letter).map((section) => section.lang)).toEqual(['ja', 'en']);
  });

  it('keeps the key of a block that did not change, and tells equal ones apart', () => {
    const text = { kind: 'paragraph' as const, text: 'The same.' };
    const one = sections({ subject: '', lang: 'en', blocks: [text, text] })[0]?.blocks.map((block) => block.key) ?? [];
    expect(new Set(one).size).toBe(2);
    const other = sections({ subject: '', lang: 'en', blocks: [{ kind: 'heading', text: 'New' }, text, text] })[0]
      ?.blocks;
    expect(other?.slice(1).map((block) => block.key)).toEqual(one);
  });

  it('scopes the heads of its tables', async () => {
    const { view } = await show();
    const heads = [...view.container.querySelectorAll('.paper th')];
    expect(heads.length).toBeGreaterThan(2);
    expect(heads.every((head) => head.getAttribute('scope') === 'col')).toBe(true);
  });
});

describe('the meter', () => {
  it('shows what fits and what would be cut', () => {
    expect(meter({ route: 'mail_app', used: 3200, limit: 1600, fits: false })).toEqual({ ink: 0.5, amber: 0.5 });
    expect(meter({ route: 'mail_app', used: 800, limit: 1600, fits: true })).toEqual({ ink: 0.5, amber: 0 });
    expect(meter({ route: 'mail_app', used: 0, limit: 1600, fits: true })).toEqual({ ink: 0, amber: 0 });
  });

  it('has no bar without a limit', () => {
    expect(meter({ route: 'copy', used: 10, limit: null, fits: true })).toBeNull();
  });
});

describe('the address of IT', () => {
  it.each(['it@northbank.example', 'it@northbank.example, nora@northbank.example;', 'a.b+c@mail.north-bank.example'])(
    'could be one: %s',
    (text) => expect(areAddresses(text)).toBe(true),
  );

  it.each(['it', 'it@', 'it@northbank', 'it northbank@x.example', 'it@a@b.example', 'it@northbank.example, nora'])(
    'holds a slip: %s',
    (text) => expect(areAddresses(text)).toBe(false),
  );

  it('is questioned only where it holds a slip, and not while it is typed', async () => {
    await show();
    expect(page.queryByText('Check the address.')).toBeNull();
    const field = page.getByLabelText('To');
    await fireEvent.focus(field);
    await fireEvent.input(field, { target: { value: 'it@northbank' } });
    expect(page.queryByText('Check the address.')).toBeNull();
  });

  it('is questioned once it was left with a slip', async () => {
    await show({ to: 'it@northbank' });
    expect(document.getElementById(page.getByLabelText('To').getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Check the address.',
    );
  });

  it('may stay empty', async () => {
    await show({ to: '' });
    expect(page.getByText(/fill it in later/)).toBeTruthy();
    expect(page.queryByText('Check the address.')).toBeNull();
  });
});
