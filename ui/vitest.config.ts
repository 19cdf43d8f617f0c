import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // The speaker's notes are compared with docs/demo.md.
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    // The tokens' contrast is tested from the stylesheet itself.
    css: true,
    include: ['src/**/*.test.ts'],
  },
});
