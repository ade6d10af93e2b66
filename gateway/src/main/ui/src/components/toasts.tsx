import { createContext, use, useCallback, useState, type ReactNode } from 'react';
import type { Tone } from './Badge';
import { IconButton } from './Button';
import './toasts.css';

type Toast = { id: number; tone: Tone; text: string };

/** How long a message stays; what went wrong stays until it is closed. */
const SHOWN_MILLIS = 6_000;
const MOST = 4;

const ToastContext = createContext<((text: string, tone?: Tone) => void) | undefined>(undefined);
let last = 0;

/** Shows short messages about what was done, over every page, and tells them to readers of the screen. */
export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const close = useCallback((id: number) => setToasts((old) => old.filter((toast) => toast.id !== id)), []);
  const show = useCallback(
    (text: string, tone: Tone = 'profit') => {
      const id = ++last;
      setToasts((old) => [...old, { id, tone, text }].slice(-MOST));
      if (tone !== 'loss') setTimeout(() => close(id), SHOWN_MILLIS);
    },
    [close],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="log" aria-live="polite" aria-label="Messages">
        {toasts.map((toast) => (
          <div key={toast.id} className={`toast ${toast.tone}`}>
            <span>{toast.text}</span>
            <IconButton label="Close the message" onClick={() => close(toast.id)}>
              <span aria-hidden="true">✕</span>
            </IconButton>
          </div>
        ))}
      </div>
    </ToastContext>
  );
}

/** Returns what shows a message; `loss` for what went wrong. */
export function useToast(): (text: string, tone?: Tone) => void {
  const show = use(ToastContext);
  if (!show) throw new Error('used outside of Toasts');
  return show;
}
