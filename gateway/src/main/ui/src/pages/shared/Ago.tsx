import { formatDateTime, formatRelative } from '@/format';
import { useNow } from './useNow';

const EVERY_MILLIS = 30_000;

/** How long ago something was; exactly when is its title. */
export function Ago({ time }: { time: string }) {
  const now = useNow(EVERY_MILLIS);
  return (
    <time dateTime={time} title={formatDateTime(time)}>
      {formatRelative(time, now)}
    </time>
  );
}
