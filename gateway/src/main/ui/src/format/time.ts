import { currentLocale, fixedFormat } from './locale';
import { NOTHING } from './number';

export type TimeLike = string | number | Date;

const ISO_DURATION = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

/** Time of day to the second, in the reader's zone. */
export function formatClock(time: TimeLike | null | undefined): string {
  return formatted(time, 'clock', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** Date and time to the second. */
export function formatDateTime(time: TimeLike | null | undefined): string {
  return formatted(time, 'both', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

export function formatDate(time: TimeLike | null | undefined): string {
  return formatted(time, 'date', { year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** Time of day today, date and time otherwise. */
export function formatWhen(time: TimeLike | null | undefined, now: number): string {
  if (time === null || time === undefined) return NOTHING;
  const date = new Date(time);
  return date.toDateString() === new Date(now).toDateString() ? formatClock(date) : formatDateTime(date);
}

/** How long ago or ahead, in the largest unit that fits: "3 minutes ago". */
export function formatRelative(time: TimeLike, now: number): string {
  const millis = new Date(time).getTime() - now;
  const size = Math.abs(millis);
  if (size < SECOND) return relative().format(0, 'second');
  if (size < MINUTE) return relative().format(Math.trunc(millis / SECOND), 'second');
  if (size < HOUR) return relative().format(Math.trunc(millis / MINUTE), 'minute');
  if (size < DAY) return relative().format(Math.trunc(millis / HOUR), 'hour');
  return relative().format(Math.trunc(millis / DAY), 'day');
}

/** A length of time in its two largest units: "1d 4h", "12m 5s", "350 ms". */
export function formatDuration(millis: number | null | undefined): string {
  if (millis === null || millis === undefined || !Number.isFinite(millis)) return NOTHING;
  if (millis < 0) return '\u2212' + formatDuration(-millis);
  if (millis < SECOND) return `${Math.round(millis)}\u00a0ms`;
  if (millis < 10 * SECOND && millis % SECOND !== 0) return `${fixedFormat(1).format(millis / SECOND)}\u00a0s`;
  const seconds = Math.round(millis / SECOND);
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}

/** Microseconds as people read them: "85 µs", "1.24 ms", "2.1 s". */
export function formatMicros(micros: number | null | undefined): string {
  if (micros === null || micros === undefined || !Number.isFinite(micros)) return NOTHING;
  const size = Math.abs(micros);
  if (size < 1_000) return `${fixedFormat(0).format(micros)}\u00a0µs`;
  if (size < 1_000_000) return `${fixedFormat(size < 10_000 ? 2 : size < 100_000 ? 1 : 0).format(micros / 1_000)}\u00a0ms`;
  return `${fixedFormat(1).format(micros / 1_000_000)}\u00a0s`;
}

/** Reads an ISO-8601 duration such as PT1M30S into milliseconds; null if it is none. */
export function parseDuration(text: string): number | null {
  const match = ISO_DURATION.exec(text);
  if (!match || text.endsWith('P') || text.endsWith('T')) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const millis = Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return sign === '-' ? -millis : millis;
}

function formatted(time: TimeLike | null | undefined, name: string, options: Intl.DateTimeFormatOptions): string {
  if (time === null || time === undefined) return NOTHING;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return NOTHING;
  const key = `${currentLocale()}/${name}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(currentLocale(), { ...options, numberingSystem: 'latn' });
    formats.set(key, format);
  }
  return format.format(date);
}

function relative(): Intl.RelativeTimeFormat {
  const locale = currentLocale();
  let format = relativeFormats.get(locale);
  if (!format) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    relativeFormats.set(locale, format);
  }
  return format;
}
