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

/** As wide as a digit. */
const FIGURE_SPACE = '\u2007';

/**
 * A change in per cent.
 *
 * @param width characters to fill up to, so that a live value that gains a digit does not move
 */
export function SignedPercent({ value, places = 2, width = 0 }: {
  value: number | null | undefined;
  places?: number;
  width?: number;
}) {
  return <span className={`signed ${toneOf(value)}`}>{filled(formatPercent(value, places, true), width)}</span>;
}

/** Returns the text filled up from the left to so many characters. */
export function filled(text: string, width: number): string {
  return text.padStart(width, FIGURE_SPACE);
}
