import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useSymbolRules } from '@/api/catalogue';
import { useMay } from '@/app/session';
import { BotBadge } from '@/components/BotBadge';
import { Segments } from '@/components/Choice';
import { Page, Panel, Stat } from '@/components/Page';
import { Empty, Loading } from '@/components/states';
import { formatClock, formatDateTime, formatNumber, formatQuantity, SignedMoney } from '@/format';
import { useBot, useLive, usePosition, type BotView } from '@/live';
import { BotCommands } from '@/pages/bots/commands';
import { EquityCurve } from '@/pages/shared/EquityCurve';
import { LiveProfit, quoteOf } from '@/pages/shared/LiveProfit';
import { RANGES, type RangeName } from '@/pages/shared/curve';
import { BotChart } from './BotChart';
import { BotSettings } from './BotSettings';
import { Decisions } from './Decisions';
import { Fills } from './Fills';
import { Orders } from './Orders';
import { PositionPanel } from './PositionPanel';
import './bot.css';

/** What one bot does, has and did. */
export default function BotPage() {
  const { id = '' } = useParams();
  const loaded = useLive((state) => state.loaded);
  const bot = useBot(id);
  if (bot) return <KnownBot key={id} bot={bot} />;
  return (
    <Page title={id}>
      {loaded ? (
        <Empty title={`There is no bot ${id}`} action={<Link to="/bots">All bots</Link>}>
          It may have been deleted.
        </Empty>
      ) : (
        <Loading lines={12} />
      )}
    </Page>
  );
}

function KnownBot({ bot }: { bot: BotView }) {
  const mayCommand = useMay('operator');
  const [range, setRange] = useState<RangeName>('hour');
  const currency = useSymbolRules(bot.symbol)?.quoteAsset ?? quoteOf(bot.symbol);
  return (
    <Page
      title={bot.id}
      heading={
        <span className="bot-heading">
          {bot.id} <BotBadge status={bot.status} reason={bot.reason} />
        </span>
      }
      actions={mayCommand && <Commands bot={bot} />}
    >
      <p className="muted">
        {bot.strategy} on {bot.symbol}, {bot.interval} candles, account {bot.account}. {sentence(bot.reason)}
      </p>
      <Figures bot={bot} currency={currency} />
      <BotChart bot={bot} />
      <div className="columns">
        <PositionPanel bot={bot} currency={currency} />
        <BotSettings bot={bot} currency={currency} />
      </div>
      <Decisions bot={bot} />
      <Orders bot={bot} />
      <Fills bot={bot} currency={currency} />
      <Panel
        title="Equity"
        actions={<Segments label="Range" value={range} options={RANGES} onChange={setRange} />}
      >
        <EquityCurve account={bot.account} bot={bot.id} currency={currency} range={range} />
      </Panel>
    </Page>
  );
}

function Commands({ bot }: { bot: BotView }) {
  const navigate = useNavigate();
  const path = `/bots/${encodeURIComponent(bot.id)}`;
  const deeds = bot.status === 'RUNNING' || bot.status === 'STARTING' ? STOPPABLE : bot.status === 'PAUSED' ? RESUMABLE : STARTABLE;
  return (
    <>
      <BotCommands
        ids={[bot.id]}
        deeds={deeds}
        onDone={(deed) => {
          if (deed === 'delete') void navigate('/bots');
        }}
      />
      <Link className="button" to={`${path}/edit`}>
        Edit
      </Link>
      <Link className="button" to={`/bots/new?copy=${encodeURIComponent(bot.id)}`}>
        Copy
      </Link>
    </>
  );
}

const STOPPABLE = ['pause', 'stop', 'delete'] as const;
const RESUMABLE = ['start', 'stop', 'delete'] as const;
const STARTABLE = ['start', 'delete'] as const;

function Figures({ bot, currency }: { bot: BotView; currency: string }) {
  const position = usePosition(bot.id);
  const rules = useSymbolRules(bot.symbol);
  return (
    <dl className="stats" aria-label="Figures">
      <Stat
        name="Position"
        value={position ? formatQuantity(position.quantity, rules?.stepSize) : 'none'}
        detail={position ? `since ${formatDateTime(position.openedAt)}` : rules?.baseAsset}
      />
      <Stat name="Open profit" value={<LiveProfit bot={bot.id} currency={currency} />} detail={currency} />
      <Stat name="Realised" value={<SignedMoney value={bot.realised} currency={currency} />} detail="after fees" />
      <Stat name="Signals" value={formatNumber(bot.signals)} detail={`${formatNumber(bot.evaluations)} evaluations`} />
      <Stat
        name="Failures"
        value={<span className={bot.failures > 0 ? 'loss' : ''}>{formatNumber(bot.failures)}</span>}
        detail={<span title={bot.lastFailure ?? undefined}>{bot.lastFailure ?? 'none so far'}</span>}
      />
      <Stat
        name="Last evaluation"
        value={bot.lastEvaluation ? formatClock(bot.lastEvaluation) : 'never'}
        detail={bot.firstEvaluation ? `first ${formatDateTime(bot.firstEvaluation)}` : undefined}
      />
    </dl>
  );
}

function sentence(text: string): string {
  return text ? text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.') : '';
}
