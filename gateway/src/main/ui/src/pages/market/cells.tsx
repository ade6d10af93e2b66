import { useState } from 'react';
import { Badge } from '@/components/Badge';
import { filled, formatNumber, formatPrice, SignedPercent } from '@/format';
import { staleReason, useLive, usePrice } from '@/live';
import type { SymbolRules } from '@/api/types';

type Side = 'bid' | 'ask' | 'last';

/** A live price. Colour, and the arrow of the last one, tell how it moved; the arrow has its place before it moves. */
export function PriceCell({ rules, side }: { rules: SymbolRules; side: Side }) {
  const value = useLive((state) => state.prices.get(rules.symbol)?.[side]);
  const [shown, setShown] = useState({ value, move: '' });
  if (shown.value !== value) setShown({ value, move: moveOf(shown.value, value) });
  return (
    <span className={`price ${shown.move}`}>
      {formatPrice(value, rules.tickSize)}
      {side === 'last' && (
        <span className="price-arrow" aria-hidden="true">
          {shown.move === 'profit' ? '▲' : shown.move === 'loss' ? '▼' : ''}
        </span>
      )}
    </span>
  );
}

function moveOf(before: number | undefined, after: number | undefined): 'profit' | 'loss' | '' {
  if (!before || !after) return '';
  return after > before ? 'profit' : 'loss';
}

/** Ask over bid in hundredths of a per cent. */
export function SpreadCell({ symbol }: { symbol: string }) {
  const price = usePrice(symbol);
  const isQuoted = price !== undefined && price.bid > 0 && price.ask > 0;
  const text = isQuoted ? `${formatNumber((price.ask / price.bid - 1) * 10_000, 1)} bp` : '–';
  return <span className="muted">{filled(text, 8)}</span>;
}

/** The change since a price of before. */
export function ChangeCell({ symbol, open }: { symbol: string; open: number | undefined }) {
  const last = useLive((state) => state.prices.get(symbol)?.last);
  return <SignedPercent value={last && open ? (last / open - 1) * 100 : null} width={9} />;
}

/** Whether the prices of a symbol may be acted on. */
export function FeedCell({ symbol }: { symbol: string }) {
  const reason = useLive((state) => staleReason(state, symbol));
  return reason ? (
    <Badge tone="warning" title={reason}>
      stale
    </Badge>
  ) : (
    <Badge tone="profit">live</Badge>
  );
}
