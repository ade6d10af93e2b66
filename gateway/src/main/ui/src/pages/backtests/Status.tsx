import { Badge, type Tone } from '@/components/Badge';
import { Bar } from '@/components/Bar';
import { formatShare } from '@/format';
import type { Schemas } from '@/live';

export type Backtest = Schemas['Backtest'];

const TONES: Readonly<Record<Backtest['status'], Tone>> = {
  QUEUED: 'neutral',
  RUNNING: 'info',
  DONE: 'profit',
  FAILED: 'loss',
  CANCELLED: 'warning',
};

/** Whether nothing more happens to it. */
export function isOver({ status }: Backtest): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}

/** How far it is. */
export function Status({ backtest }: { backtest: Backtest }) {
  const { status, progress, error } = backtest;
  return (
    <span className="backtest-status">
      <Badge tone={TONES[status]} title={error ?? undefined}>
        {status.toLowerCase()}
      </Badge>
      {status === 'RUNNING' && (
        <>
          <Bar share={progress} label="Progress" />
          <span className="number">{formatShare(progress, 0)}</span>
        </>
      )}
    </span>
  );
}
