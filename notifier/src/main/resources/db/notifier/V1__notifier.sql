-- What people are told, and what became of it on each channel.

CREATE TABLE alert (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        text        NOT NULL UNIQUE,
    stored_at timestamptz NOT NULL,
    at        timestamptz NOT NULL,
    severity  text        NOT NULL,
    kind      text        NOT NULL,
    text      text        NOT NULL,
    bot       text,
    symbol    text
);

CREATE INDEX alert_severity ON alert (severity, number DESC);
CREATE INDEX alert_stored_at ON alert (stored_at);

CREATE TABLE delivery (
    alert   text        NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    channel text        NOT NULL,
    status  text        NOT NULL,
    at      timestamptz NOT NULL,
    detail  text,
    PRIMARY KEY (alert, channel)
);

CREATE INDEX delivery_waiting ON delivery (alert) WHERE status = 'WAITING';
