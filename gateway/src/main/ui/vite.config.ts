import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

/** Where `npm run dev` finds a running Tickmesh. */
const gateway = process.env.TICKMESH_URL ?? 'http://127.0.0.1:8080';

const COMPRESSIBLE = /\.(html|js|css|svg|txt)$/;

function filesBelow(directory: string): string[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const path = join(directory, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

/** Compresses once, here, what the gateway would else compress for each browser, and lists what there is to serve. */
function packed(): Plugin {
  let output = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved(config) {
      output = config.build.outDir;
    },
    closeBundle() {
      const files = filesBelow(output).filter((file) => !/(\.(br|gz)|files\.txt)$/.test(file));
      const lines = files.map((file) => {
        const bytes = readFileSync(file);
        if (COMPRESSIBLE.test(file)) {
          writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
          writeFileSync(
            `${file}.br`,
            brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
          );
        }
        const tag = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
        return `${tag} ${relative(output, file).replaceAll('\\', '/')}\n`;
      });
      writeFileSync(join(output, 'files.txt'), lines.join(''));
    },
  };
}

export default defineConfig({
  plugins: [react(), packed()],
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
