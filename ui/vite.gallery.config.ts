import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** Every screen in every state, from fixtures, without the engine. Never part of the app. */
export default defineConfig({
  plugins: [svelte()],
  root: import.meta.dirname,
  clearScreen: false,
  server: { port: 5174, strictPort: true, open: false },
  build: {
    outDir: 'node_modules/.gallery',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: 'gallery.html' },
    reportCompressedSize: false,
  },
});
