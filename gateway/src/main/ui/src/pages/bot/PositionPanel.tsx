import { useMay } from '@/app/session';
import { Facts, Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { formatDateTime, formatMoney, formatQuantity } from '@/format';
import { usePosition, type BotView } from '@/live';
import { ClosePosition } from '@/pages/shared/ClosePosition';
import { LiveProfit } from '@/pages/shared/LiveProfit';
import { LivePrice, SymbolPrice } from '@/pages/shared/LivePrice';

/** What a bot holds now. */
export function PositionPanel({ bot, currency }: { bot: BotView; currency: string }) {
  const position = usePosition(bot.id);
  const mayCommand = useMay('operator');
  return (
    <Panel title="Position" actions={position && mayCommand && <ClosePosition position={position} />}>
      {position ? (
        <Facts
          facts={[
            ['Quantity', formatQuantity(position.quantity)],
            ['Entry price', <SymbolPrice key="entry" symbol={bot.symbol} price={position.entryPrice} />],
            ['Bid now', <LivePrice key="bid" symbol={bot.symbol} />],
            ['Open profit', <LiveProfit key="profit" bot={bot.id} currency={currency} />],
            ['Stop', <SymbolPrice key="stop" symbol={bot.symbol} price={position.stopPrice} />],
            ['Target', <SymbolPrice key="target" symbol={bot.symbol} price={position.targetPrice} />],
            ['Entry fee', formatMoney(position.entryFee, currency, { unit: true })],
            ['Opened', formatDateTime(position.openedAt)],
          ]}
        />
      ) : (
        <Empty title="No open position" />
      )}
    </Panel>
  );
}
