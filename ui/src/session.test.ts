import { render, screen as page } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import App from './App.svelte';
import { StillClient } from './fixtures/client';
import { fixtures } from './fixtures';
import { settled } from './fixtures/show';
import { session } from './session.svelte';

test('what the window opened with is shown before the engine has answered, and the answer replaces it', async () => {
  const [opened, answered] = [fixtures['welcome']?.snapshot('en'), fixtures['address']?.snapshot('en')];
  if (!opened || !answered) throw new Error('a fixture is missing');
  session.start(new StillClient(opened), opened);
  const { container } = render(App);
  await settled();
  expect(container.querySelector('[data-place]')?.getAttribute('data-place')).toBe('welcome');
  expect(page.getByRole('button', { name: /Get started/u })).toBeTruthy();

  await session.connect(new StillClient(answered));
  await settled();
  expect(container.querySelector('[data-place]')?.getAttribute('data-place')).toBe('address');
});
