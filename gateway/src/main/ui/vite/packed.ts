import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

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
export function packed(): Plugin {
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
