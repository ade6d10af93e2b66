/** How the reader's language writes numbers. Digits are always 0-9, so that columns line up. */
export interface NumberStyle {
  /** Groups the digits of a whole number of any length. */
  readonly group: (whole: bigint) => string;
  readonly decimalMark: string;
  readonly minus: string;
  readonly plus: string;
}

const styles = new Map<string, NumberStyle>();
const fixed = new Map<string, Intl.NumberFormat>();
let chosen: string | undefined;

/** Sets the language of all numbers and times; undefined for that of the browser. */
export function setLocale(locale: string | undefined): void {
  chosen = locale;
}

export function currentLocale(): string {
  return chosen ?? (typeof navigator === 'undefined' ? 'en-GB' : navigator.language || 'en-GB');
}

export function numberStyle(locale = currentLocale()): NumberStyle {
  let style = styles.get(locale);
  if (!style) {
    style = makeStyle(locale);
    styles.set(locale, style);
  }
  return style;
}

/** Returns the formatter of numbers with exactly so many decimals. */
export function fixedFormat(decimals: number, locale = currentLocale()): Intl.NumberFormat {
  const key = `${locale}/${decimals}`;
  let format = fixed.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      numberingSystem: 'latn',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    fixed.set(key, format);
  }
  return format;
}

function makeStyle(locale: string): NumberStyle {
  const whole = new Intl.NumberFormat(locale, { numberingSystem: 'latn', maximumFractionDigits: 0 });
  const parts = fixedFormat(1, locale).formatToParts(-1.5);
  const decimalMark = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  // The true minus has the width of a digit; right-to-left languages bring their own with its direction mark.
  const minus = (parts.find((part) => part.type === 'minusSign')?.value ?? '-').replace('-', '\u2212');
  return { group: (value) => whole.format(value), decimalMark, minus, plus: '+' };
}
