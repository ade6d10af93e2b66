export { CandleChart, type CandleChartProps } from './CandleChart';
export type { ChartLevel, ChartMarker } from './CandlePlot';
export { EquityChart } from './EquityChart';
export type { EquityPoint } from './EquityPlot';
export { intervalMillis, withPrice } from './forming';
export type { ChartLine } from './panes';
export { Sparkline } from './Sparkline';
export type { CandleFeed } from './candleFeed';
export { useCandles, useLiveCandles } from './useCandles';
