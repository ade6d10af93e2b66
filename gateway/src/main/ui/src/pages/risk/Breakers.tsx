import { useMemo, useState } from 'react';
import { useMay } from '@/app/session';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { DataTable } from '@/components/DataTable';
import { Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { byText, type Column } from '@/components/tableParts';
import { useToast } from '@/components/toasts';
import { formatDateTime, formatQuantity, formatRelative } from '@/format';
import { useNow } from '@/pages/shared/useNow';
import { type BreakerView, useLive, useLiveStore } from '@/live';
import { resetBreaker } from './actions';

/** Circuit breakers that keep entries from passing, and how to reset them. */
export function Breakers() {
  const breakers = useLive((state) => state.risk.breakers);
  const mayReset = useMay('operator');
  const [chosen, setChosen] = useState<BreakerView>();
  const columns = useMemo(() => columnsOf(mayReset ? setChosen : undefined), [mayReset]);
  return (
    <Panel title="Open circuit breakers" flush>
      <DataTable
        label="Open circuit breakers"
        rows={breakers}
        columns={columns}
        keyOf={keyOf}
        empty={<Empty title="No breaker is open" />}
      />
      {chosen && <Reset breaker={chosen} onClose={() => setChosen(undefined)} />}
    </Panel>
  );
}

const keyOf = (breaker: BreakerView) => breaker.breaker;

function Reset({ breaker, onClose }: { breaker: BreakerView; onClose: () => void }) {
  const store = useLiveStore();
  const toast = useToast();
  return (
    <Confirm
      title={`Reset ${breaker.breaker}`}
      action="Reset"
      reason
      onConfirm={async (reason) => {
        await resetBreaker(breaker.breaker, reason);
        store.reload('risk');
        toast(`${breaker.breaker} is reset`);
      }}
      onClose={onClose}
    >
      <p>
        Entries of {breaker.subject} pass again. What the breaker measures ({breaker.rule}) begins anew; it stands at{' '}
        {formatQuantity(breaker.value)}, the limit is {formatQuantity(breaker.limit)}.
      </p>
    </Confirm>
  );
}

function Until({ until }: { until: string | null }) {
  const now = useNow();
  return until === null ? <Badge tone="warning">until reset</Badge> : formatRelative(until, now);
}

function columnsOf(onReset: ((breaker: BreakerView) => void) | undefined): readonly Column<BreakerView>[] {
  const columns: Column<BreakerView>[] = [
    { id: 'breaker', title: 'Breaker', width: 'minmax(170px, 1fr)', compare: byText(keyOf), cell: keyOf },
    { id: 'subject', title: 'Protects', width: 'minmax(120px, 1fr)', cell: ({ subject }) => subject },
    { id: 'rule', title: 'Watches', width: 'minmax(120px, 1fr)', cell: ({ rule }) => rule },
    { id: 'value', title: 'Value', width: '110px', numeric: true, cell: ({ value }) => formatQuantity(value) },
    { id: 'limit', title: 'Limit', width: '110px', numeric: true, cell: ({ limit }) => formatQuantity(limit) },
    { id: 'fired', title: 'Fired', width: '180px', cell: ({ firedAt }) => formatDateTime(firedAt) },
    { id: 'until', title: 'Resets', width: '120px', cell: ({ until }) => <Until until={until} /> },
  ];
  if (!onReset) return columns;
  const action = (breaker: BreakerView) => (
    <Button small onClick={() => onReset(breaker)}>
      Reset
    </Button>
  );
  return [...columns, { id: 'action', title: '', width: '90px', cell: action }];
}
