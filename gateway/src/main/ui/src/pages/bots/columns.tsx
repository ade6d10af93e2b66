import { Link } from 'react-router';
import type { Bot } from '@/api/types';
import { BotBadge } from '@/components/BotBadge';
import { byNumber, byText, type Column } from '@/components/tableParts';
import { formatClock, formatNumber, NOTHING, SignedMoney } from '@/format';
import { LiveProfit, quoteOf } from '@/pages/shared/LiveProfit';

/** The columns of the list of bots; their widths hold the longest values, so that live ones move nothing. */
export const COLUMNS: readonly Column<Bot>[] = [
  {
    id: 'id',
    title: 'Bot',
    width: 'minmax(190px, 1.6fr)',
    pin: 'start',
    compare: byText((bot) => bot.id),
    cell: (bot) => <Link to={`/bots/${encodeURIComponent(bot.id)}`}>{bot.id}</Link>,
  },
  {
    id: 'status',
    title: 'Status',
    width: '104px',
    compare: byText((bot) => bot.status),
    cell: (bot) => <BotBadge status={bot.status} reason={bot.reason} />,
  },
  { id: 'symbol', title: 'Symbol', width: '108px', compare: byText((bot) => bot.symbol), cell: (bot) => bot.symbol },
  { id: 'interval', title: 'Candle', width: '92px', compare: byText((bot) => bot.interval), cell: (bot) => bot.interval },
  {
    id: 'strategy',
    title: 'Strategy',
    width: 'minmax(150px, 1fr)',
    compare: byText((bot) => bot.strategy),
    cell: (bot) => <span title={parametersOf(bot)}>{bot.strategy}</span>,
  },
  { id: 'account', title: 'Account', width: '104px', compare: byText((bot) => bot.account), cell: (bot) => bot.account },
  {
    id: 'position',
    title: 'Position',
    width: '124px',
    numeric: true,
    compare: byNumber((bot) => bot.position),
    cell: (bot) => (Number(bot.position) === 0 ? <span className="muted">{NOTHING}</span> : bot.position),
  },
  {
    id: 'unrealised',
    title: 'Open profit',
    width: '124px',
    numeric: true,
    cell: (bot) => <LiveProfit bot={bot.id} currency={quoteOf(bot.symbol)} />,
  },
  {
    id: 'realised',
    title: 'Realised',
    width: '124px',
    numeric: true,
    compare: byNumber((bot) => bot.realised),
    cell: (bot) => <SignedMoney value={bot.realised} currency={quoteOf(bot.symbol)} />,
  },
  {
    id: 'signals',
    title: 'Signals',
    width: '88px',
    numeric: true,
    compare: byNumber((bot) => bot.signals),
    cell: (bot) => formatNumber(bot.signals),
  },
  {
    id: 'failures',
    title: 'Failures',
    width: '92px',
    numeric: true,
    compare: byNumber((bot) => bot.failures),
    cell: (bot) => (
      <span className={bot.failures > 0 ? 'loss' : 'muted'} title={bot.lastFailure ?? undefined}>
        {formatNumber(bot.failures)}
      </span>
    ),
  },
  {
    id: 'evaluated',
    title: 'Evaluated',
    width: '100px',
    numeric: true,
    compare: byText((bot) => bot.lastEvaluation ?? ''),
    cell: (bot) => formatClock(bot.lastEvaluation),
  },
];

function parametersOf(bot: Bot): string {
  return bot.rule ?? Object.entries(bot.parameters).map(([name, value]) => `${name} ${value}`).join(', ');
}
