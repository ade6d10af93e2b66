import { useSymbolRules } from '@/api/catalogue';
import { approximate, formatPrice } from '@/format';
import { usePrice } from '@/live';

/** Until the rules of the symbol are known. */
const UNKNOWN_TICK = '0.00000001';

/** A price with the decimals that its symbol has; an average of several fills has many more, which nobody reads. */
export function SymbolPrice({ symbol, price }: { symbol: string; price: string | number | null | undefined }) {
  return formatPrice(typeof price === 'string' ? approximate(price) : price, useSymbolRules(symbol)?.tickSize ?? UNKNOWN_TICK);
}

/** The bid of this moment. */
export function LivePrice({ symbol }: { symbol: string }) {
  return <SymbolPrice symbol={symbol} price={usePrice(symbol)?.bid} />;
}
