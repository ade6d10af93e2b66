import { useEffect, useState } from 'react';

/** The present time, again and again: for what says how long ago something was. */
export function useNow(everyMillis = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}
