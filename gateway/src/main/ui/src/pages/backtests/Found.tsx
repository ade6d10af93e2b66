import { DataTable } from '@/components/DataTable';
import { Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { byNumber, type Column } from '@/components/tableParts';
import { formatDate, formatNumber, SignedPercent } from '@/format';
import type { Schemas } from '@/live';

type SearchResult = Schemas['SearchResult'];
type Fold = Schemas['SearchFold'];
type Run = Schemas['SearchRun'];

/** What a search found. One that is far better in training than in testing fits the past alone. */
export function Found({ found }: { found: SearchResult }) {
  return (
    <>
      <Panel title="What was chosen in each fold" flush>
        <DataTable label="Folds" rows={found.folds} columns={FOLDS} keyOf={foldKey} empty={<Empty title="No fold" />} />
      </Panel>
      <Panel title={`The best of ${formatNumber(found.combinations)} combinations`} flush>
        <DataTable label="Combinations" rows={found.runs} columns={RUNS} keyOf={runKey} empty={<Empty title="No combination" />} />
      </Panel>
    </>
  );
}

function written(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

const foldKey = (fold: Fold) => fold.trainFrom;
const runKey = (run: Run) => written(run.parameters);

type Judged = Pick<Run, 'train' | 'test' | 'trainReturnPercent' | 'testReturnPercent' | 'trades' | 'parameters'>;

const JUDGED: readonly Column<Judged>[] = [
  {
    id: 'parameters',
    title: 'Parameters',
    width: 'minmax(200px, 1fr)',
    cell: ({ parameters }) => <span title={written(parameters)}>{written(parameters)}</span>,
  },
  { id: 'train', title: 'Training', width: '100px', numeric: true, compare: byNumber((run) => run.train), cell: ({ train }) => formatNumber(train, 2) },
  { id: 'test', title: 'Testing', width: '100px', numeric: true, compare: byNumber((run) => run.test), cell: ({ test }) => formatNumber(test, 2) },
  {
    id: 'trainReturn',
    title: 'Return, training',
    width: '130px',
    numeric: true,
    cell: ({ trainReturnPercent }) => <SignedPercent value={trainReturnPercent} />,
  },
  {
    id: 'testReturn',
    title: 'Return, testing',
    width: '130px',
    numeric: true,
    compare: byNumber((run) => run.testReturnPercent),
    cell: ({ testReturnPercent }) => <SignedPercent value={testReturnPercent} />,
  },
  { id: 'trades', title: 'Trades', width: '90px', numeric: true, cell: ({ trades }) => formatNumber(trades) },
];

const RUNS: readonly Column<Run>[] = JUDGED;
const FOLDS: readonly Column<Fold>[] = [
  { id: 'from', title: 'Trained from', width: '120px', cell: ({ trainFrom }) => formatDate(trainFrom) },
  { id: 'test', title: 'Tested from', width: '120px', cell: ({ testFrom }) => formatDate(testFrom) },
  { id: 'to', title: 'To', width: '120px', cell: ({ testTo }) => formatDate(testTo) },
  ...JUDGED.map((column) => ({ ...column, id: `judged-${column.id}` })),
];
