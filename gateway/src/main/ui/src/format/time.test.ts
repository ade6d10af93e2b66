import { describe, expect, it } from 'vitest';
import { setLocale } from './locale';
import { formatClock, formatDateTime, formatDuration, formatMicros, formatRelative, formatWhen, parseDuration } from './time';

setLocale('en-GB');
const noon = new Date(2026, 7, 22, 12, 0, 0).getTime();

describe('times', () => {
  it('are shown in the zone of the reader', () => {
    expect(formatClock(noon)).toBe('12:00:00');
    expect(formatDateTime(noon)).toBe('22/08/2026, 12:00:00');
    expect(formatClock(new Date(2026, 7, 22, 0, 0, 5))).toBe('00:00:05');
  });

  it('leave the day out on the same day', () => {
    expect(formatWhen(noon - 5_000, noon)).toBe('11:59:55');
    expect(formatWhen(noon - 86_400_000, noon)).toBe('21/08/2026, 12:00:00');
  });

  it('are a dash when they are missing or wrong', () => {
    expect(formatClock(null)).toBe('–');
    expect(formatClock('never')).toBe('–');
  });

  it('are told relative to now', () => {
    expect(formatRelative(noon - 200, noon)).toBe('now');
    expect(formatRelative(noon - 61_000, noon)).toBe('1 minute ago');
    expect(formatRelative(noon + 7_200_000, noon)).toBe('in 2 hours');
  });
});

describe('durations', () => {
  it('have their two largest units', () => {
    expect(formatDuration(350)).toBe('350\u00a0ms');
    expect(formatDuration(1_500)).toBe('1.5\u00a0s');
    expect(formatDuration(59_700)).toBe('1m');
    expect(formatDuration(3_725_000)).toBe('1h 2m');
    expect(formatDuration(100_800_000)).toBe('1d 4h');
    expect(formatDuration(86_400_000 + 5_000)).toBe('1d');
    expect(formatDuration(-90_000)).toBe('−1m 30s');
  });

  it('are read from ISO-8601', () => {
    expect(parseDuration('PT1M30.5S')).toBe(90_500);
    expect(parseDuration('P1DT2H')).toBe(93_600_000);
    expect(parseDuration('PT')).toBeNull();
    expect(parseDuration('5s')).toBeNull();
  });

  it('of microseconds keep three digits', () => {
    expect([85, 1_240, 12_400, 124_000, 2_100_000].map(formatMicros)).toEqual([
      '85\u00a0µs',
      '1.24\u00a0ms',
      '12.4\u00a0ms',
      '124\u00a0ms',
      '2.1\u00a0s',
    ]);
  });
});
