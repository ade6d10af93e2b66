import { useState } from 'react';
import { CandleChart, useCandles } from '@/charts';
import { Segments } from '@/components/Choice';
import { Panel } from '@/components/Page';
import { ErrorState, Loading } from '@/components/states';
import type { SymbolRules } from '@/api/types';

const INTERVALS = ['1s', '1m', '5m', '15m', '1h', '4h', '1d'];
const KEY = 'tickmesh.market.interval';
const OPTIONS = INTERVALS.map((value) => ({ value, label: value }));

/** The candles of a symbol; the interval is remembered. */
export function SymbolChart({ rules, height }: { rules: SymbolRules; height: number }) {
  const { symbol, tickSize } = rules;
  const [interval, setInterval] = useState(() => localStorage.getItem(KEY) ?? '1m');
  const candles = useCandles(symbol, interval);
  const choose = (next: string) => {
    localStorage.setItem(KEY, next);
    setInterval(next);
  };
  return (
    <Panel
      title={`${symbol} candles`}
      flush
      actions={<Segments label="Interval" value={interval} options={OPTIONS} onChange={choose} />}
    >
      <div className="market-chart" style={{ minHeight: height }}>
        {candles.data ? (
          <CandleChart
            key={`${symbol} ${interval}`}
            label={`${symbol}, candles of ${interval}`}
            candles={candles.data.candles}
            forming={candles.data.forming}
            tickSize={tickSize}
            volume
            height={height}
          />
        ) : candles.error ? (
          <ErrorState error={candles.error} retry={candles.reload} />
        ) : (
          <Loading lines={10} />
        )}
      </div>
    </Panel>
  );
}
