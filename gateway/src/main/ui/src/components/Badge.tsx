import type { ReactNode } from 'react';
import './badge.css';

export type Tone = 'neutral' | 'profit' | 'loss' | 'warning' | 'info';

/** A short state in a colour; the word says it, the colour only helps. */
export function Badge({ tone = 'neutral', title, children }: { tone?: Tone; title?: string | undefined; children: ReactNode }) {
  return (
    <span className={`badge ${tone}`} title={title}>
      {children}
    </span>
  );
}
