import { defineConfig } from 'vitest/config';

const conditions = ['@middlebrick/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'testing/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.venv/**', 'testing/corpus/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
