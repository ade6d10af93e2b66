import { useEffect } from 'react';

/** Calls this again and again while the page is in the foreground, and when it comes back to it. It has to be a stable function. */
export function usePoll(run: () => void, millis: number): void {
  useEffect(() => {
    const visible = () => {
      if (!document.hidden) run();
    };
    const timer = setInterval(visible, millis);
    document.addEventListener('visibilitychange', visible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', visible);
    };
  }, [run, millis]);
}
