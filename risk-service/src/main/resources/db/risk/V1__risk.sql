-- What risk-service must not forget. Rows of state carry the revision of whoever wrote them: an older one that arrives late changes nothing.

CREATE TABLE equity (
    account  text PRIMARY KEY,
    peak     numeric NOT NULL,
    current  numeric NOT NULL,
    revision bigint  NOT NULL
);

CREATE TABLE loss_streak (
    bot      text PRIMARY KEY,
    losses   integer NOT NULL,
    revision bigint  NOT NULL
);

CREATE TABLE breaker (
    breaker     text PRIMARY KEY,
    scope       text        NOT NULL,
    subject     text        NOT NULL,
    rule        text        NOT NULL,
    value       numeric     NOT NULL,
    limit_value numeric     NOT NULL,
    fired_at    timestamptz NOT NULL,
    until_at    timestamptz,
    is_open     boolean     NOT NULL,
    revision    bigint      NOT NULL
);

-- Breakers that fired or were reset, changes of trading states.
CREATE TABLE event (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          text        NOT NULL UNIQUE,
    at          timestamptz NOT NULL,
    type        text        NOT NULL,
    subject     text        NOT NULL,
    breaker     text,
    rule        text,
    value       numeric,
    limit_value numeric,
    until_at    timestamptz,
    detail      text
);

CREATE TABLE decision (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       text        NOT NULL UNIQUE,
    at       timestamptz NOT NULL,
    order_id text        NOT NULL,
    account  text        NOT NULL,
    bot      text        NOT NULL,
    symbol   text        NOT NULL,
    side     text        NOT NULL,
    quantity numeric     NOT NULL,
    price    numeric     NOT NULL,
    priced_at timestamptz NOT NULL,
    reducing boolean     NOT NULL,
    cause    text,
    refusal  text,
    detail   text        NOT NULL
);

CREATE INDEX decision_at ON decision (at);
CREATE INDEX decision_bot ON decision (bot, number DESC);
CREATE INDEX decision_account ON decision (account, number DESC);
