/**
 * Exact arithmetic on decimal strings. Money comes as strings with more digits than a double keeps, so it is never turned into a
 * number here; only ratios for bars and charts are.
 */

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** A decimal: `units` times ten to the power of minus `scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export type DecimalText = string;

/** Reads a decimal string; null if it is none. */
export function parseDecimal(text: DecimalText): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { units: units * power(-scale), scale: 0 } : { units, scale };
}

/** Writes it with all its digits. */
export function writeDecimal({ units, scale }: Decimal): DecimalText {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return (units < 0n ? '-' : '') + whole + (scale ? '.' + digits.slice(-scale) : '');
}

/** Returns it with so many decimals; what is cut off is rounded half to even, as the books do. */
export function rescale(value: Decimal, scale: number): Decimal {
  if (scale >= value.scale) return { units: value.units * power(scale - value.scale), scale };
  const divisor = power(value.scale - scale);
  const negative = value.units < 0n;
  const absolute = negative ? -value.units : value.units;
  const twice = (absolute % divisor) * 2n;
  let units = absolute / divisor;
  if (twice > divisor || (twice === divisor && units % 2n === 1n)) units += 1n;
  return { units: negative ? -units : units, scale };
}

/** Returns how many decimals matter: trailing zeros do not. */
export function significantScale({ units, scale }: Decimal): number {
  let left = scale;
  let rest = units;
  while (left > 0 && rest % 10n === 0n) {
    rest /= 10n;
    left -= 1;
  }
  return left;
}

export function add(left: DecimalText, right: DecimalText): DecimalText {
  return combine(left, right, (a, b) => a + b);
}

export function subtract(left: DecimalText, right: DecimalText): DecimalText {
  return combine(left, right, (a, b) => a - b);
}

export function multiply(left: DecimalText, right: DecimalText): DecimalText {
  const a = required(left);
  const b = required(right);
  return writeDecimal({ units: a.units * b.units, scale: a.scale + b.scale });
}

/** Returns the sum; "0" of nothing. */
export function sum(values: Iterable<DecimalText>): DecimalText {
  let total = '0';
  for (const value of values) total = add(total, value);
  return total;
}

/** Returns a negative number, 0 or a positive number. */
export function compare(left: DecimalText, right: DecimalText): number {
  const difference = required(subtract(left, right)).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Returns -1, 0 or 1. */
export function signOf(text: DecimalText): -1 | 0 | 1 {
  const { units } = required(text);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** Returns left / right as a number, for bars and percentages; null when there is nothing to divide by. */
export function ratio(left: DecimalText, right: DecimalText): number | null {
  const a = required(left);
  const b = required(right);
  if (b.units === 0n) return null;
  const digits = 15n;
  const scaled = (a.units * power(b.scale) * 10n ** digits) / (b.units * power(a.scale));
  return Number(scaled) / 1e15;
}

/** Returns the nearest number, for charts. Never for what is shown as money. */
export function approximate(text: DecimalText): number {
  return Number(text);
}

function combine(left: DecimalText, right: DecimalText, operation: (a: bigint, b: bigint) => bigint): DecimalText {
  const a = required(left);
  const b = required(right);
  const scale = Math.max(a.scale, b.scale);
  return writeDecimal({ units: operation(rescale(a, scale).units, rescale(b, scale).units), scale });
}

function required(text: DecimalText): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new RangeError(`no decimal number: "${text}"`);
  return value;
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}
