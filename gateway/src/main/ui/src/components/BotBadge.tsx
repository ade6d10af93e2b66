import type { BotStatus } from '@/api/types';
import { Badge, type Tone } from './Badge';

const TONES: Record<BotStatus, Tone> = {
  RUNNING: 'profit',
  STARTING: 'info',
  PAUSED: 'warning',
  STOPPED: 'neutral',
  FAILED: 'loss',
};

/** The status of a bot; the reason is its title. */
export function BotBadge({ status, reason }: { status: BotStatus; reason?: string }) {
  return (
    <Badge tone={TONES[status]} title={reason}>
      {status.toLowerCase()}
    </Badge>
  );
}
