import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** Notices that a licence asks for and the package itself does not hold. */
const ATTRIBUTIONS: Record<string, string | undefined> = {
  'lightweight-charts':
    'TradingView Lightweight Charts\u2122\nCopyright (c) 2025 TradingView, Inc. https://www.tradingview.com/',
};

/** Writes the licences and notices of everything that is in the bundle, which those licences ask for, into notices.txt. */
export function notices(): Plugin {
  return {
    name: 'notices',
    apply: 'build',
    generateBundle(_, bundle) {
      const folders = new Map<string, string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const module of Object.keys(chunk.modules)) {
          const [, folder, name] = PACKAGE.exec(module.replaceAll('\\', '/')) ?? [];
          if (folder && name && !folder.includes('\0')) folders.set(name, folder);
        }
      }
      const parts = [...folders].sort(([a], [b]) => a.localeCompare(b)).map(([name, folder]) => notice(name, folder));
      this.emitFile({ type: 'asset', fileName: 'notices.txt', source: parts.join('\n') });
    },
  };
}

function notice(name: string, folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string | undefined>;
  const { version, license } = about;
  if (!license) throw new Error(`${name} has no licence`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)(\.(md|txt))?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const attribution = ATTRIBUTIONS[name];
  if (attribution) texts.unshift(attribution);
  return [`${name} ${version ?? ''} (${license})`, ...texts, `${'-'.repeat(80)}\n`].join('\n\n');
}
