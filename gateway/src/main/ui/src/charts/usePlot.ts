import type { IChartApi } from 'lightweight-charts';
import { type RefObject, useEffect, useRef } from 'react';
import { useDark } from '@/app/theme';
import { type ChartColours, chartColours } from './look';

/** A chart in the document. */
export interface Plot<P> {
  readonly chart: IChartApi;
  /** Draws everything in these colours. */
  paint(colours: ChartColours): void;
  /** Draws what is different from what was shown before. */
  show(shown: P): void;
}

/** What a frame needs of a plot. */
export interface PlotRefs {
  readonly element: RefObject<HTMLDivElement | null>;
  readonly chart: () => IChartApi | null;
}

/**
 * Keeps a plot in an element, in the colours of the theme, and shows it what there is to show after each render.
 *
 * @param make has to be the same function from render to render
 */
export function usePlot<P>(make: (element: HTMLElement, colours: ChartColours) => Plot<P>, shown: P): PlotRefs {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot<P>>(null);
  const dark = useDark();
  useEffect(() => {
    if (!element.current) return undefined;
    const made = make(element.current, chartColours());
    plot.current = made;
    return () => {
      plot.current = null;
      made.chart.remove();
    };
  }, [make]);
  useEffect(() => plot.current?.paint(chartColours()), [dark]);
  useEffect(() => plot.current?.show(shown));
  return { element, chart: () => plot.current?.chart ?? null };
}
