import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { writeDecimal } from './decimal';
import { setLocale } from './locale';
import {
  formatDecimal,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatShare,
  placesOfStep,
  toneOf,
} from './number';

afterEach(() => setLocale('en-GB'));
setLocale('en-GB');

describe('prices', () => {
  it('have the decimals of the tick size', () => {
    expect(formatPrice(64123.4, '0.01000000')).toBe('64,123.40');
    expect(formatPrice(0.00001234, '0.00000001')).toBe('0.00001234');
    expect(formatPrice(17, '1.00000000')).toBe('17');
    expect(formatPrice('64123.40000000', '0.01000000')).toBe('64,123.40');
  });

  it('keep digits that the tick size does not foresee when they are exact', () => {
    expect(formatPrice('1.23456', '0.01')).toBe('1.23456');
  });

  it('are a dash as long as there is none', () => {
    for (const none of [null, undefined, 0]) expect(formatPrice(none, '0.01')).toBe('–');
  });

  it('are written without an exponent when no tick size is known', () => {
    expect(formatPrice(0.0000001)).toBe('0.0000001');
  });
});

describe('quantities', () => {
  it('have the decimals of the step size', () => {
    expect(placesOfStep('0.00100000')).toBe(3);
    expect(formatQuantity('0.50000000', '0.00100000')).toBe('0.500');
    expect(formatQuantity('1200', '1.00000000')).toBe('1,200');
  });
});

describe('money', () => {
  it('keeps every digit unless it is rounded', () => {
    expect(formatMoney('12345678901234567890.12345678', 'USDT')).toBe('12,345,678,901,234,567,890.12345678');
    expect(formatMoney('0.00000010', 'USDT')).toBe('0.0000001');
    expect(formatMoney('0.005', 'USDT', { rounded: true })).toBe('0.00');
    expect(formatMoney('2', 'BTC')).toBe('2.00000000');
  });

  it('tells gains and losses by a sign', () => {
    expect(formatMoney('3.5', 'USDT', { signed: true, unit: true })).toBe('+3.50\u00a0USDT');
    expect(formatMoney('-3.5', 'USDT', { signed: true })).toBe('−3.50');
    expect(formatMoney('0.00', 'USDT', { signed: true })).toBe('0.00');
    expect([toneOf('0.1'), toneOf('-0.1'), toneOf('0.000'), toneOf(null)]).toEqual(['profit', 'loss', 'neutral', 'neutral']);
  });

  it('is written as the language of the reader does', () => {
    setLocale('de-DE');
    expect(formatMoney('-1234567.891', 'EUR')).toBe('−1.234.567,891');
    setLocale('fr-FR');
    expect(formatMoney('1234.5', 'EUR')).toBe('1\u202f234,50');
    setLocale('en-IN');
    expect(formatMoney('1234567.5', 'INR')).toBe('12,34,567.50');
    setLocale('ar-EG');
    expect(formatMoney('1234.5', 'EGP')).toMatch(/^1[.,٬]234[.,٫]50$/);
  });

  it('loses no digit in any language', () => {
    const amount = fc
      .tuple(fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }), fc.integer({ min: 0, max: 10 }))
      .map(([units, scale]) => writeDecimal({ units, scale }));
    fc.assert(
      fc.property(amount, fc.constantFrom('en-GB', 'de-DE', 'fr-FR', 'en-IN', 'sv-SE', 'de-CH'), (text, locale) => {
        setLocale(locale);
        const digits = (value: string) => value.replace(/\D/g, '').replace(/^0+/, '');
        const [whole = '', fraction = ''] = text.split('.');
        const expected = digits(whole + fraction.padEnd(2, '0').replace(/(?<=^.{2,})0+$/, ''));
        return digits(formatMoney(text, 'USDT')) === expected;
      }),
    );
  });
});

describe('other numbers', () => {
  it('have a sign where one is asked for, but zero has none', () => {
    expect(formatPercent(1.234, 2, true)).toBe('+1.23\u00a0%');
    expect(formatPercent(-0.001, 2, true)).toBe('0.00\u00a0%');
    expect(formatShare(0.5, 0)).toBe('50\u00a0%');
    expect(formatNumber(Number.NaN)).toBe('–');
  });

  it('are left as they are when they are no decimals', () => {
    expect(formatDecimal('unlimited')).toBe('unlimited');
  });
});
