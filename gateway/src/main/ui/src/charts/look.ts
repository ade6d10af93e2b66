import {
  ColorType,
  type ChartOptions,
  type DeepPartial,
  TickMarkType,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { currentLocale } from '@/format';

/** Colours of the page's theme; a canvas cannot use custom properties by itself. */
export interface ChartColours {
  readonly text: string;
  readonly grid: string;
  readonly border: string;
  readonly profit: string;
  readonly loss: string;
  readonly accent: string;
  readonly muted: string;
  /** For lines of indicators, told apart also without colour vision. */
  readonly lines: readonly string[];
}

const LIGHT_LINES = ['#1f55c4', '#b3560b', '#7a3fb8', '#00788a', '#8a6d00', '#a8327a'];
const DARK_LINES = ['#7ea6ff', '#f2a25c', '#c39bf5', '#4fc9d9', '#d9c14a', '#f08cc4'];

/** Reads the colours that hold now. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string, fallback: string) => style.getPropertyValue(`--${name}`).trim() || fallback;
  return {
    text: token('text-muted', '#57606e'),
    grid: token('surface-sunken', '#eceff3'),
    border: token('border', '#d9dee6'),
    profit: token('profit', '#0b7a4b'),
    loss: token('loss', '#c02739'),
    accent: token('accent', '#1f55c4'),
    muted: token('text-faint', '#667080'),
    lines: document.documentElement.dataset.theme === 'dark' ? DARK_LINES : LIGHT_LINES,
  };
}

/** Returns a colour with that opacity, 0 to 1. */
export function faded(colour: string, opacity: number): string {
  const hex = /^#([\da-f]{6})$/i.exec(colour)?.[1];
  if (!hex) return colour;
  const channels = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${channels.join(', ')}, ${opacity})`;
}

/** What all charts have in common. Times are those of the reader's zone. */
export function commonOptions(colours: ChartColours): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: 'transparent' },
      textColor: colours.text,
      fontSize: 11,
      // It puts a style element into the page, which the content security policy forbids; the frame of the page names the maker.
      attributionLogo: false,
      panes: { separatorColor: colours.border, separatorHoverColor: faded(colours.border, 0.5) },
    },
    grid: { vertLines: { color: colours.grid }, horzLines: { color: colours.grid } },
    rightPriceScale: { borderColor: colours.border },
    timeScale: { borderColor: colours.border, timeVisible: true, secondsVisible: false, tickMarkFormatter: tickMark },
    localization: { timeFormatter: (time: Time) => written(time, 'crosshair') },
  };
}

/** Epoch milliseconds as the time of the chart. */
export function chartTime(millis: number): UTCTimestamp {
  return Math.floor(millis / 1_000) as UTCTimestamp;
}

const TIME_STYLES = {
  year: { year: 'numeric' },
  month: { month: 'short' },
  day: { day: 'numeric', month: 'short' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  crosshair: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

type TimeStyle = keyof typeof TIME_STYLES;
const formats = new Map<string, Intl.DateTimeFormat>();

function tickMark(time: Time, type: TickMarkType): string {
  switch (type) {
    case TickMarkType.Year:
      return written(time, 'year');
    case TickMarkType.Month:
      return written(time, 'month');
    case TickMarkType.DayOfMonth:
      return written(time, 'day');
    case TickMarkType.Time:
      return written(time, 'minute');
    case TickMarkType.TimeWithSeconds:
      return written(time, 'second');
  }
}

function written(time: Time, style: TimeStyle): string {
  const key = `${currentLocale()}/${style}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(currentLocale(), { ...TIME_STYLES[style], numberingSystem: 'latn' });
    formats.set(key, format);
  }
  return format.format(Number(time) * 1_000);
}
