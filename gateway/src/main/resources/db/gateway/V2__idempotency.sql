-- What clients want to be done once, by the key that they made up, and the first answer. An answer can hold a secret, a new token for
-- example: it is sealed with the secret of the client itself.

CREATE TABLE idempotency (
    client   text        NOT NULL,
    key      text        NOT NULL,
    request  bytea       NOT NULL,
    begun_at timestamptz NOT NULL,
    answer   bytea,
    PRIMARY KEY (client, key)
);

CREATE INDEX idempotency_begun ON idempotency (begun_at);
