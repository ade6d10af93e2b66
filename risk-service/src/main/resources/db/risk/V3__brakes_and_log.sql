-- What people said about accounts, what was lost today, what was heard of, and every event as it was told.

ALTER TABLE equity ADD COLUMN at timestamptz NOT NULL DEFAULT 'epoch';

CREATE TABLE daily_loss (
    account          text PRIMARY KEY,
    day              date        NOT NULL,
    opening_equity   numeric     NOT NULL,
    opening_realised numeric     NOT NULL,
    equity           numeric     NOT NULL,
    realised         numeric     NOT NULL,
    at               timestamptz NOT NULL,
    revision         bigint      NOT NULL
);

CREATE TABLE trading_state (
    account  text PRIMARY KEY,
    state    text        NOT NULL,
    reason   text        NOT NULL,
    since    timestamptz NOT NULL,
    revision bigint      NOT NULL
);

-- Closed positions that count, so that none counts twice when they are asked for again.
CREATE TABLE closing (
    id         text PRIMARY KEY,
    counted_at timestamptz NOT NULL
);

CREATE INDEX closing_counted_at ON closing (counted_at);

-- Until when everything that bots did is known.
CREATE TABLE heard (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    until timestamptz NOT NULL
);

-- Has a row while risk runs; one that is still there at a start tells of a crash.
CREATE TABLE running (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    since timestamptz NOT NULL
);

-- Events in the order in which they were made known. A row without an event says that some before it may be missing.
CREATE TABLE log (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stored_at timestamptz NOT NULL,
    id        text UNIQUE,
    event     text
);

CREATE INDEX log_stored_at ON log (stored_at, number);

INSERT INTO log (stored_at) SELECT now() WHERE EXISTS (SELECT FROM decision) OR EXISTS (SELECT FROM event);
