-- Who may run the bots of a shard. Whoever takes it over raises its epoch; what an older epoch wants to write is refused. Rows are
-- updated once a second: they have room for that on their page.
CREATE TABLE lease (
    shard      integer PRIMARY KEY CHECK (shard BETWEEN 0 AND 63),
    owner      text,                      -- name of a node; null when it was given back
    epoch      bigint NOT NULL DEFAULT 0, -- counts the owners
    expires_at timestamptz NOT NULL       -- by the clock of this database; then anybody may take it
) WITH (fillfactor = 25);
INSERT INTO lease (shard, expires_at) SELECT shard, timestamptz 'epoch' FROM generate_series(0, 63) AS shard;

-- Bots of one account may run on several nodes. What a buy may still cost stands with it until it has ended: no buy is written down that
-- its account cannot pay besides the others.
ALTER TABLE orders ADD COLUMN reserved numeric NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN shard integer NOT NULL DEFAULT -1; -- of its bot; -1 for those written before there were any
UPDATE orders SET reserved = (quantity - filled) * coalesce(limit_price, stop_price, price)
WHERE side = 'BUY' AND status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED');
CREATE INDEX orders_reserved ON orders (account) INCLUDE (shard, reserved) WHERE reserved > 0;

-- Close of the last candle that a bot had decided on when it was given up in order; whoever runs it next goes on from there.
ALTER TABLE bot ADD COLUMN decided_until timestamptz;
