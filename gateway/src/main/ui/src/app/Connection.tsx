import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { formatClock, formatDuration } from '@/format';
import { useLive, useLiveStore, usePhase, type Phase } from '@/live';
import { useNow } from '@/pages/shared/useNow';

const WORDS: Record<Phase['name'], string> = {
  connecting: 'connecting',
  live: 'live',
  reconnecting: 'reconnecting',
  'signed-out': 'signed out',
};

/** Whether what is shown is of this moment; always of the same width. */
export function ConnectionBadge() {
  const phase = usePhase();
  return (
    <span className={`connection ${phase.name}`} role="status">
      <span className="connection-dot" aria-hidden="true" />
      {WORDS[phase.name]}
    </span>
  );
}

/** Says over every page that what it shows is old, since when, and why. */
export function ConnectionBanner() {
  const phase = usePhase();
  const missing = useLive((state) => state.missing);
  if (phase.name === 'reconnecting') return <Reconnecting phase={phase} />;
  if (missing.length === 0) return null;
  return (
    <Notice tone="warning">
      Some services did not answer; what is shown of these is missing or old: {missing.join(', ')}.
    </Notice>
  );
}

function Reconnecting({ phase }: { phase: Extract<Phase, { name: 'reconnecting' }> }) {
  const store = useLiveStore();
  const now = useNow();
  const wait = Math.max(0, phase.retryAt - now);
  return (
    <Notice tone="warning" action={<Button onClick={() => store.connect()}>Try now</Button>}>
      Not connected: what is shown is of {formatClock(phase.since)}. {phase.reason}{' '}
      <span className="muted">{wait > 0 ? `Trying again in ${formatDuration(Math.ceil(wait / 1_000) * 1_000)}.` : 'Trying again now.'}</span>
    </Notice>
  );
}
