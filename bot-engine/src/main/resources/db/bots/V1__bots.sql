-- What bots decide and own. Money and quantities are exact; times are the time of the data (of a replay, its own).
-- Rows of orders, fills and trades are never deleted. seq counts rows in the order in which they were written: lists page by it.

CREATE TABLE account (
    id           text PRIMARY KEY,
    currency     text NOT NULL,
    initial_cash numeric NOT NULL,
    cash         numeric NOT NULL, -- = initial_cash - buys + sells - fees, over the rows of fill
    realised     numeric NOT NULL DEFAULT 0,
    fees         numeric NOT NULL DEFAULT 0
);

CREATE TABLE bot (
    id          text PRIMARY KEY,
    seq         bigint GENERATED ALWAYS AS IDENTITY,
    definition  jsonb NOT NULL,       -- what it does
    configured  jsonb,                -- what the configuration said last; null for a bot made over REST
    told        text NOT NULL CHECK (told IN ('RUNNING', 'PAUSED', 'STOPPED')),
    told_at     timestamptz NOT NULL, -- when it was told so
    retired     boolean NOT NULL DEFAULT false, -- no longer configured: stopped, whatever it was told
    deleted     boolean NOT NULL DEFAULT false, -- deleted, and stays so until its configuration changes
    realised    numeric NOT NULL DEFAULT 0,
    fees        numeric NOT NULL DEFAULT 0
);

-- One row for each order that was ever meant, from the moment before it was sent.
CREATE TABLE orders (
    id            text PRIMARY KEY,    -- client order id, the same for the same decision
    seq           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    account       text NOT NULL,
    bot           text NOT NULL,
    symbol        text NOT NULL,
    side          text NOT NULL CHECK (side IN ('BUY', 'SELL')),
    type          text NOT NULL CHECK (type IN ('MARKET', 'LIMIT', 'STOP')),
    time_in_force text NOT NULL CHECK (time_in_force IN ('GTC', 'IOC', 'FOK')),
    quantity      numeric NOT NULL,
    price         numeric NOT NULL,    -- price that the decision saw
    price_time    timestamptz NOT NULL,
    limit_price   numeric,
    stop_price    numeric,
    signal        text NOT NULL,       -- id of the signal
    reason        text NOT NULL,       -- why it was made
    attempts      integer NOT NULL DEFAULT 1, -- refused exits are tried again under the same row
    status        text NOT NULL CHECK (status IN ('REFUSED', 'INTENDED', 'PLACED', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'EXPIRED', 'REJECTED')),
    outcome       text,                -- why it ended without being filled
    fills         integer NOT NULL DEFAULT 0,
    filled        numeric NOT NULL DEFAULT 0,
    value         numeric NOT NULL DEFAULT 0, -- sum of quantity x price of its fills
    fee           numeric NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    expires_at    timestamptz
);
CREATE INDEX orders_open ON orders (bot) WHERE status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED');
CREATE INDEX orders_of_bot ON orders (bot, seq DESC);
CREATE INDEX orders_of_account ON orders (account, seq DESC);
CREATE INDEX orders_of_symbol ON orders (symbol, seq DESC);

CREATE TABLE fill (
    id       text PRIMARY KEY, -- order id and number
    seq      bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    order_id text NOT NULL REFERENCES orders (id),
    account  text NOT NULL,
    bot      text NOT NULL,
    symbol   text NOT NULL,
    side     text NOT NULL CHECK (side IN ('BUY', 'SELL')),
    quantity numeric NOT NULL,
    price    numeric NOT NULL,
    fee      numeric NOT NULL, -- in the quote asset
    maker    boolean NOT NULL, -- whether the order had rested
    time     timestamptz NOT NULL
);
CREATE INDEX fill_of_order ON fill (order_id);
CREATE INDEX fill_of_bot ON fill (bot, seq DESC);
CREATE INDEX fill_of_account ON fill (account, seq DESC);
CREATE INDEX fill_of_symbol ON fill (symbol, seq DESC);

-- What each bot holds now: the sums of its buys and sales since it was opened.
CREATE TABLE position (
    bot         text PRIMARY KEY,
    account     text NOT NULL,
    symbol      text NOT NULL,
    bought      numeric NOT NULL,
    cost        numeric NOT NULL, -- value of the buys, without fees
    sold        numeric NOT NULL,
    proceeds    numeric NOT NULL, -- value of the sales, without fees
    entry_fee   numeric NOT NULL,
    exit_fee    numeric NOT NULL,
    highest_bid double precision NOT NULL DEFAULT 0, -- since the entry; written behind
    opened_at   timestamptz NOT NULL
);

-- Positions that were given up.
CREATE TABLE trade (
    id          text PRIMARY KEY, -- id of the fill that closed it
    seq         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    account     text NOT NULL,
    bot         text NOT NULL,
    symbol      text NOT NULL,
    bought      numeric NOT NULL,
    cost        numeric NOT NULL, -- value of the buys, without fees
    sold        numeric NOT NULL,
    proceeds    numeric NOT NULL, -- value of the sales, without fees
    entry_fee   numeric NOT NULL,
    exit_fee    numeric NOT NULL,
    realised    numeric NOT NULL, -- = proceeds - cost - entry_fee - exit_fee
    reason      text NOT NULL,
    opened_at   timestamptz NOT NULL,
    closed_at   timestamptz NOT NULL
);
CREATE INDEX trade_of_bot ON trade (bot, seq DESC);

-- Written behind: the newest may be missing after a crash.
CREATE TABLE signal (
    id         text PRIMARY KEY,
    seq        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    account    text NOT NULL,
    bot        text NOT NULL,
    symbol     text NOT NULL,
    interval   text NOT NULL,
    strategy   text NOT NULL,
    action     text NOT NULL,
    price      double precision NOT NULL,
    reason     text NOT NULL,
    indicators jsonb NOT NULL,
    cause      text,
    time       timestamptz NOT NULL
);
CREATE INDEX signal_of_bot ON signal (bot, seq DESC);
CREATE INDEX signal_by_time ON signal (time);

-- What accounts and bots were worth, written behind. Old ones are thinned out: the last of each minute stays, then of each hour.
CREATE TABLE equity (
    id           text NOT NULL,
    account      text NOT NULL,
    bot          text NOT NULL, -- empty for the whole account
    time         timestamptz NOT NULL,
    currency     text NOT NULL,
    cash         numeric,
    market_value numeric NOT NULL,
    equity       numeric NOT NULL,
    realised     numeric NOT NULL,
    unrealised   numeric NOT NULL,
    fees         numeric NOT NULL,
    node         text NOT NULL,
    PRIMARY KEY (bot, account, time)
);
CREATE INDEX equity_by_time ON equity (time);

-- How far the upkeep of old rows has come.
CREATE TABLE upkeep (
    job        text PRIMARY KEY,
    done_until timestamptz NOT NULL
);
