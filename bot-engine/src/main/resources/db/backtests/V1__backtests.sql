-- Backtests. Payloads are gzipped JSON: nobody searches in them, and they are long.
CREATE TABLE backtest (
    id         text PRIMARY KEY,
    created_at timestamptz NOT NULL,
    view       jsonb NOT NULL,
    trades     bytea,
    equity     bytea
);

CREATE INDEX backtest_created_at ON backtest (created_at);
