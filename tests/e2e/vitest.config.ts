import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['scenarios/**/*.test.ts'],
    // A hung window must end; nothing passes or fails by how fast it is.
    testTimeout: 300_000,
    hookTimeout: 60_000,
    // Walks mostly wait, for a check that comes after 20 seconds or a question after 40; each has a desktop of its own.
    maxWorkers: 2,
    sequence: { concurrent: true },
    maxConcurrency: 2,
    // A red run must stay red.
    retry: 0,
  },
});
