import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['demo.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
