import { useSymbolRules } from '@/api/catalogue';
import { formatPrice } from '@/format';
import { usePrice } from '@/live';

/** A price with the decimals that its symbol has. */
export function SymbolPrice({ symbol, price }: { symbol: string; price: string | number | null | undefined }) {
  return formatPrice(price, useSymbolRules(symbol)?.tickSize);
}

/** The bid of this moment. */
export function LivePrice({ symbol }: { symbol: string }) {
  return <SymbolPrice symbol={symbol} price={usePrice(symbol)?.bid} />;
}
