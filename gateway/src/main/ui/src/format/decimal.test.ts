import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, type Decimal, multiply, parseDecimal, ratio, rescale, signOf, subtract, sum, writeDecimal } from './decimal';

const parsed = (text: string): Decimal => {
  const value = parseDecimal(text);
  if (!value) throw new Error(`no decimal: ${text}`);
  return value;
};

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => writeDecimal({ units, scale }));

describe('decimal strings', () => {
  it('keep all digits of amounts that no double holds', () => {
    expect(add('12345678901234567890.00000001', '0.00000001')).toBe('12345678901234567890.00000002');
    expect(subtract('0.3', '0.1')).toBe('0.2');
    expect(multiply('0.1', '0.2')).toBe('0.02');
    expect(sum(['0.1', '0.2', '-0.3'])).toBe('0.0');
  });

  it('read exponents, and refuse what is no number', () => {
    expect(writeDecimal(parsed('1E-7'))).toBe('0.0000001');
    expect(writeDecimal(parsed('1.5e3'))).toBe('1500');
    for (const text of ['', '-', '1,5', 'NaN', '0x10', '1.2.3']) expect(parseDecimal(text)).toBeNull();
    expect(() => add('1', 'one')).toThrow(RangeError);
  });

  it('are rounded half to even', () => {
    const rounded = (text: string, scale: number) => writeDecimal(rescale(parsed(text), scale));
    expect(rounded('0.125', 2)).toBe('0.12');
    expect(rounded('0.135', 2)).toBe('0.14');
    expect(rounded('-0.1251', 2)).toBe('-0.13');
    expect(rounded('9.999', 2)).toBe('10.00');
  });

  it('come back from subtracting what was added', () => {
    fc.assert(fc.property(decimal, decimal, (a, b) => compare(subtract(add(a, b), b), a) === 0));
  });

  it('are ordered by the sign of their difference', () => {
    fc.assert(fc.property(decimal, decimal, (a, b) => compare(a, b) === signOf(subtract(a, b))));
  });

  it('are written as they were read', () => {
    fc.assert(fc.property(decimal, (a) => writeDecimal(parsed(a)) === a));
  });

  it('are divided as far as a bar needs it', () => {
    expect(ratio('1', '3')).toBeCloseTo(1 / 3, 14);
    expect(ratio('0.00000001', '100000000')).toBe(0);
    expect(ratio('1', '0.00')).toBeNull();
  });
});
