-- Two bots of one account: one bought, sold in two parts and was refused; the other has a limit order that rests, partly filled.
INSERT INTO account (id, currency, initial_cash, cash, realised, fees) VALUES ('main', 'USDT', 1000, 1000.559, 20.579, 0.441);
INSERT INTO bot (id, definition, told, told_at, realised, fees) VALUES
    ('quick', '{}', 'RUNNING', '2026-01-01T00:00:00Z', 20.579, 0.421),
    ('slow', '{}', 'RUNNING', '2026-01-01T00:00:00Z', 0, 0.02);
INSERT INTO orders (id, account, bot, symbol, side, type, time_in_force, quantity, price, price_time, limit_price, signal, reason,
        status, outcome, fills, filled, value, fee, created_at, updated_at, expires_at) VALUES
    ('q-1-E', 'main', 'quick', 'BTCUSDT', 'BUY', 'MARKET', 'IOC', 2, 100, '2026-01-01T00:00:01Z', NULL, 's1', 'cross',
        'FILLED', NULL, 1, 2, 200, 0.2, '2026-01-01T00:00:01Z', '2026-01-01T00:00:01Z', NULL),
    ('q-2-X', 'main', 'quick', 'BTCUSDT', 'SELL', 'MARKET', 'IOC', 2, 110, '2026-01-01T00:00:02Z', NULL, 's2', 'cross',
        'FILLED', NULL, 2, 2, 221, 0.221, '2026-01-01T00:00:02Z', '2026-01-01T00:00:03Z', NULL),
    ('s-1-E', 'main', 'slow', 'ETHUSDT', 'BUY', 'LIMIT', 'GTC', 5, 11, '2026-01-01T00:00:04Z', 10, 's3', 'cross',
        'PARTIALLY_FILLED', NULL, 1, 2, 20, 0.02, '2026-01-01T00:00:04Z', '2026-01-01T00:00:05Z', '2026-01-01T01:00:00Z'),
    ('q-3-E', 'main', 'quick', 'BTCUSDT', 'BUY', 'MARKET', 'IOC', 2, 100, '2026-01-01T00:00:06Z', NULL, 's4', 'cross',
        'REFUSED', 'too many orders', 0, 0, 0, 0, '2026-01-01T00:00:06Z', '2026-01-01T00:00:06Z', NULL),
    ('q-4-E', 'main', 'quick', 'BTCUSDT', 'BUY', 'MARKET', 'IOC', 2, 100, '2026-01-01T00:00:07Z', NULL, 's5', 'cross',
        'CANCELLED', 'not sent before the restart', 0, 0, 0, 0, '2026-01-01T00:00:07Z', '2026-01-01T00:00:08Z', NULL);
INSERT INTO fill (id, order_id, account, bot, symbol, side, quantity, price, fee, maker, time) VALUES
    ('q-1-E-1', 'q-1-E', 'main', 'quick', 'BTCUSDT', 'BUY', 2, 100, 0.2, false, '2026-01-01T00:00:01.5Z'),
    ('q-2-X-1', 'q-2-X', 'main', 'quick', 'BTCUSDT', 'SELL', 1, 110, 0.11, false, '2026-01-01T00:00:02.5Z'),
    ('q-2-X-2', 'q-2-X', 'main', 'quick', 'BTCUSDT', 'SELL', 1, 111, 0.111, false, '2026-01-01T00:00:03Z'),
    ('s-1-E-1', 's-1-E', 'main', 'slow', 'ETHUSDT', 'BUY', 2, 10, 0.02, true, '2026-01-01T00:00:05Z');
INSERT INTO position (bot, account, symbol, bought, cost, sold, proceeds, entry_fee, exit_fee, opened_at) VALUES
    ('slow', 'main', 'ETHUSDT', 2, 20, 0, 0, 0.02, 0, '2026-01-01T00:00:05Z');
INSERT INTO trade (id, account, bot, symbol, bought, cost, sold, proceeds, entry_fee, exit_fee, realised, reason, opened_at, closed_at)
VALUES
    ('q-2-X-2', 'main', 'quick', 'BTCUSDT', 2, 200, 2, 221, 0.2, 0.221, 20.579, 'cross', '2026-01-01T00:00:01.5Z', '2026-01-01T00:00:03Z');
INSERT INTO equity (id, account, bot, time, currency, cash, market_value, equity, realised, unrealised, fees, node) VALUES
    ('e0', 'main', '', '2026-01-01T00:00:00Z', 'USDT', 1000, 0, 1000, 0, 0, 0, 'n'),
    ('e1', 'main', '', '2026-01-01T00:00:10Z', 'USDT', 1000.559, 22, 1022.559, 20.579, 1.98, 0.441, 'n');
INSERT INTO event (id, type, json)
    SELECT 'p-' || id, 'OrderPlaced', json_build_object('orderId', id) FROM orders WHERE status IN ('FILLED', 'PARTIALLY_FILLED')
    UNION ALL SELECT 'c-' || id, 'OrderCancelled', json_build_object('orderId', id) FROM orders WHERE status = 'CANCELLED'
    UNION ALL SELECT 'f-' || id, 'OrderFilled', json_build_object('fillId', id) FROM fill
    UNION ALL SELECT 'o-' || bot, 'PositionOpened', json_build_object('bot', bot, 'time', opened_at) FROM position
    UNION ALL SELECT 'o-' || id, 'PositionOpened', json_build_object('bot', bot, 'time', opened_at) FROM trade
    UNION ALL SELECT 'x-' || id, 'PositionClosed', json_build_object('bot', bot, 'time', closed_at) FROM trade
    UNION ALL SELECT 'b-1', 'BotStatusChanged', json_build_object('bot', 'quick');
