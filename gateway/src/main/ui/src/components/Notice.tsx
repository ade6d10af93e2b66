import type { ReactNode } from 'react';
import type { Tone } from './Badge';
import './notice.css';

/** A message within a page; readers of the screen hear it when it appears. */
export function Notice({ tone = 'info', children, action }: { tone?: Tone; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === 'loss' ? 'alert' : 'status'}>
      <div>{children}</div>
      {action}
    </div>
  );
}
