import type { DecimalText } from './decimal';
import { formatMoney, formatPercent, toneOf } from './number';

/** A profit or loss: sign and colour say the same, and the title tells every digit. */
export function SignedMoney({
  value,
  currency,
  rounded = true,
  unit = false,
}: {
  value: DecimalText | null | undefined;
  currency: string;
  rounded?: boolean;
  unit?: boolean;
}) {
  return (
    <span className={`signed ${toneOf(value)}`} title={formatMoney(value, currency, { signed: true, unit: true })}>
      {formatMoney(value, currency, { signed: true, rounded, unit })}
    </span>
  );
}

/** A change in per cent. */
export function SignedPercent({ value, places = 2 }: { value: number | null | undefined; places?: number }) {
  return <span className={`signed ${toneOf(value)}`}>{formatPercent(value, places, true)}</span>;
}
