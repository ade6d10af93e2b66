-- What was told of the things that are stored, so that whoever missed it can ask again. Signals and equity snapshots have their own
-- tables. An event is written in the transaction of what it tells, and published when that is committed.
CREATE TABLE event (
    id        text COLLATE "C" PRIMARY KEY, -- ids of one node sort by the time they were made
    type      text NOT NULL,
    bot       text,
    symbol    text,
    stored_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- when it was written last, before its publication
    json      text NOT NULL                 -- the event as it travels
);
CREATE INDEX event_by_time ON event (stored_at, id);

-- The log begins here: done_until of this job is the time before which events are not there any more.
INSERT INTO upkeep (job, done_until) VALUES ('events', clock_timestamp());

-- A signal and the orders that it led to; signals by symbol.
CREATE INDEX orders_of_signal ON orders (signal);
CREATE INDEX signal_of_symbol ON signal (symbol, seq DESC);
