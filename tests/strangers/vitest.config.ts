import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['scenarios/**/*.test.ts'],
    // A hung library must end; nothing passes or fails by how fast it is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A red run must stay red.
    retry: 0,
  },
});
