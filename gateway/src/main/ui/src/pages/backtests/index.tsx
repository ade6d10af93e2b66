import { Route, Routes } from 'react-router';
import { BacktestDetail } from './BacktestDetail';
import { BacktestList } from './BacktestList';
import { NewBacktestPage } from './NewBacktestPage';
import './backtests.css';

/** Strategies on the past: the list, a new one, and what each came to. */
export default function BacktestsPage() {
  return (
    <Routes>
      <Route index element={<BacktestList />} />
      <Route path="new" element={<NewBacktestPage />} />
      <Route path=":id" element={<BacktestDetail />} />
    </Routes>
  );
}
