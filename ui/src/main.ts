import './app/tokens.css';
import './app/base.css';
import './app/type.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { engine, first } from './ipc/client';
import { session } from './session.svelte';

const target = document.getElementById('app');
if (first) {
  session.start(engine, first);
  // To listen takes the app's own process some 30 ms and 6 MiB: the first picture comes before it.
  requestAnimationFrame(() => requestAnimationFrame(() => void session.connect(engine)));
} else {
  void session.connect(engine);
}

// Its fonts have names of their own (type.css).
if (navigator.platform.startsWith('Linux')) document.documentElement.dataset['system'] = 'linux';
void show();

/** The presenter's notes are the same page at another place, in a window of their own. */
async function show(): Promise<void> {
  if (!target) return;
  const page = location.hash === '#notes' ? (await import('./presenter/Notes.svelte')).default : App;
  mount(page, { target });
}
