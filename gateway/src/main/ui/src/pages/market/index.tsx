import { useCallback } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Page, Panel } from '@/components/Page';
import { Empty, Shown } from '@/components/states';
import { Feeds } from './Feeds';
import { OrderBook } from './OrderBook';
import { useSymbols } from '@/api/catalogue';
import type { SymbolRules } from '@/api/types';
import { SymbolChart } from './SymbolChart';
import { SymbolTable } from './SymbolTable';
import './market.css';

const CHART_HEIGHT = 420;

/** What the market does: all symbols, and one of them closely. */
export default function MarketPage() {
  const symbols = useSymbols();
  return (
    <Page title="Market">
      <Shown of={symbols} lines={12}>
        {(rules) => <Market rules={rules} />}
      </Shown>
    </Page>
  );
}

function Market({ rules }: { rules: readonly SymbolRules[] }) {
  const navigate = useNavigate();
  const { symbol } = useParams();
  const chosen = rules.find((rule) => rule.symbol === symbol) ?? rules[0];
  const choose = useCallback((next: string) => void navigate(`/market/${encodeURIComponent(next)}`), [navigate]);
  if (!chosen) return <Empty title="No symbols are streamed" />;
  return (
    <div className="market">
      <Panel title="Symbols" flush>
        <SymbolTable rules={rules} chosen={chosen.symbol} onChoose={choose} />
      </Panel>
      <div className="market-detail">
        <SymbolChart rules={chosen} height={CHART_HEIGHT} />
        <OrderBook rules={chosen} />
        <Feeds />
      </div>
    </div>
  );
}
