import { type Decimal, type DecimalText, parseDecimal, rescale, significantScale, signOf } from './decimal';
import { fixedFormat, numberStyle } from './locale';

/** Shown where there is no value. */
export const NOTHING = '\u2013';

/** Decimals that amounts of a currency have at least. */
const PLACES: Readonly<Record<string, number>> = { BTC: 8, ETH: 8, BNB: 8, JPY: 0, KRW: 0 };
const USUAL_PLACES = 2;

const stepPlaces = new Map<DecimalText, number>();

/** Returns how many decimals a tick or step size has; trailing zeros do not count. */
export function placesOfStep(step: DecimalText): number {
  let places = stepPlaces.get(step);
  if (places === undefined) {
    const parsed = parseDecimal(step);
    places = parsed ? significantScale(parsed) : 0;
    stepPlaces.set(step, places);
  }
  return places;
}

export function placesOfCurrency(currency: string): number {
  return PLACES[currency] ?? USUAL_PLACES;
}

/**
 * A price of the market, with the decimals of the tick size. Without a tick size it keeps its own digits.
 *
 * @param value null, undefined or 0 where there is none yet
 */
export function formatPrice(value: number | DecimalText | null | undefined, tickSize?: DecimalText): string {
  if (value === null || value === undefined || Number(value) === 0) return NOTHING;
  if (typeof value === 'string') {
    return formatDecimal(value, tickSize === undefined ? {} : { least: placesOfStep(tickSize) });
  }
  if (tickSize !== undefined) return minused(fixedFormat(placesOfStep(tickSize)).format(value));
  return formatDecimal(plain(value));
}

/** A quantity with the decimals of the step size, and more only if it has more. */
export function formatQuantity(value: DecimalText | null | undefined, stepSize?: DecimalText): string {
  if (value === null || value === undefined) return NOTHING;
  return formatDecimal(value, stepSize === undefined ? {} : { least: placesOfStep(stepSize) });
}

export interface MoneyStyle {
  /** Writes a plus before gains. */
  readonly signed?: boolean;
  /** Rounds to the decimals of the currency; for tables whose cells tell the exact amount as their title. */
  readonly rounded?: boolean;
  /** Writes the currency behind. */
  readonly unit?: boolean;
}

/** An amount of money. All digits that matter are shown unless it is `rounded`. */
export function formatMoney(value: DecimalText | null | undefined, currency: string, style: MoneyStyle = {}): string {
  if (value === null || value === undefined) return NOTHING;
  const places = placesOfCurrency(currency);
  const text = formatDecimal(value, {
    least: places,
    ...(style.rounded ? { most: places } : {}),
    ...(style.signed ? { signed: true } : {}),
  });
  return style.unit ? `${text}\u00a0${currency}` : text;
}

/** A share as per cent: 0.0123 is 1.23 %. */
export function formatShare(value: number | null | undefined, places = 2, signed = false): string {
  return value === null || value === undefined ? NOTHING : formatPercent(value * 100, places, signed);
}

/** Per cent: 1.23 is 1.23 %. */
export function formatPercent(value: number | null | undefined, places = 2, signed = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  return `${formatNumber(value, places, signed)}\u00a0%`;
}

/** A plain number with so many decimals. */
export function formatNumber(value: number | null | undefined, places = 0, signed = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  const text = minused(fixedFormat(places).format(value));
  const isZero = Number(value.toFixed(places)) === 0;
  if (isZero) return minused(fixedFormat(places).format(0));
  return signed && value > 0 ? numberStyle().plus + text : text;
}

export interface DecimalStyle {
  /** Decimals that are shown even if they are zeros. */
  readonly least?: number;
  /** Decimals beyond which it is rounded; without it nothing is. */
  readonly most?: number;
  readonly signed?: boolean;
}

/** A decimal string in the reader's language. What is no decimal is returned as it is. */
export function formatDecimal(value: DecimalText, { least = 0, most, signed = false }: DecimalStyle = {}): string {
  const parsed = parseDecimal(value);
  if (!parsed) return value;
  const exact = Math.max(least, significantScale(parsed));
  return write(rescale(parsed, most === undefined ? exact : Math.min(exact, most)), signed);
}

/** Returns what colour and sign say: a gain, a loss, or neither. */
export function toneOf(value: DecimalText | number | null | undefined): 'profit' | 'loss' | 'neutral' {
  if (value === null || value === undefined) return 'neutral';
  const sign = typeof value === 'number' ? Math.sign(value) : parseDecimal(value) ? signOf(value) : 0;
  return sign > 0 ? 'profit' : sign < 0 ? 'loss' : 'neutral';
}

function write({ units, scale }: Decimal, signed: boolean): string {
  const style = numberStyle();
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = style.group(BigInt(digits.slice(0, digits.length - scale)));
  const fraction = scale ? style.decimalMark + digits.slice(-scale) : '';
  const sign = units < 0n ? style.minus : signed && units > 0n ? style.plus : '';
  return sign + whole + fraction;
}

/** Writes a double with the fewest digits that name it, without an exponent. */
function plain(value: number): DecimalText {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12) : text;
}

function minused(text: string): string {
  return text.replace('-', '\u2212');
}
