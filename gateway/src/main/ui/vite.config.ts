import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { notices } from './vite/notices.ts';
import { packed } from './vite/packed.ts';

/** Where `npm run dev` finds a running Tickmesh. */
const gateway = process.env.TICKMESH_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), notices(), packed()],
  resolve: { alias: { '@': join(import.meta.dirname, 'src') } },
  build: {
    target: 'es2022',
    // The content security policy knows no data: addresses.
    assetsInlineLimit: 0,
    outDir: process.env.TICKMESH_UI_OUT ?? 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/health', '/metrics', '/docs', '/openapi.yaml'].map((path) => [
        path,
        // The gateway takes changes only from pages of its own origin.
        { target: gateway, changeOrigin: true, headers: { origin: gateway }, ws: true },
      ]),
    ),
  },
  test: {
    restoreMocks: true,
    // A deadline, not an expectation: builds share their machine.
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'logic', environment: 'node', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'pages', environment: 'happy-dom', include: ['src/**/*.test.tsx'], setupFiles: ['src/test/setup.ts'] },
      },
    ],
    // The machine that runs it also runs Maven.
    maxWorkers: 2,
  },
});
