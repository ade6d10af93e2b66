import type { ReactNode } from 'react';
import './link.css';

/** Looks like a link, and shows something of the same page. */
export function LinkButton({ pressed, onClick, children }: { pressed?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="link" aria-pressed={pressed} onClick={onClick}>
      {children}
    </button>
  );
}
