import './app/tokens.css';
import './app/base.css';
import './app/type.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { engine } from './ipc/client';
import { session } from './session.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
void session.connect(engine);
