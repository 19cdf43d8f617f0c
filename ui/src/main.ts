import './app/tokens.css';
import './app/base.css';
import './app/type.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { engine } from './ipc/client';
import { session } from './session.svelte';

const target = document.getElementById('app');
void session.connect(engine);

// WebKitGTK can lose the paint of what is inserted before the page's first frame, so the first frame is the empty page.
requestAnimationFrame(() => requestAnimationFrame(() => target && mount(App, { target })));
