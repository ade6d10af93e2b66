import { NOTHING, SignedMoney } from '@/format';
import { unrealisedAt, usePosition, usePrice, type PositionView } from '@/live';

/** The quote asset of a symbol, by its name; where amounts are shown before the rules of symbols are known. */
export function quoteOf(symbol: string): string {
  return /(USDT|USDC|FDUSD|TUSD|EUR|USD|BTC|ETH|BNB)$/.exec(symbol)?.[1] ?? '';
}

/** What the open position of a bot has gained so far, at the bid of this moment; a dash without a position. */
export function LiveProfit({ bot, currency }: { bot: string; currency: string }) {
  const position = usePosition(bot);
  if (!position) return <span className="muted">{NOTHING}</span>;
  return <ProfitNow position={position} currency={currency} />;
}

function ProfitNow({ position, currency }: { position: PositionView; currency: string }) {
  const price = usePrice(position.symbol);
  const value = unrealisedAt(position, price?.bid);
  return <SignedMoney value={value} currency={currency} />;
}
