-- Who is let in by the gateway, and what they did. Secrets are random, and kept as SHA-256 alone.

CREATE TABLE token (
    number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id           text        NOT NULL UNIQUE,
    hash         bytea       NOT NULL UNIQUE,
    name         text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text        NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

CREATE INDEX token_revoked ON token (revoked_at) WHERE revoked_at IS NOT NULL;

-- Of browsers. A session ends with the token that it began with: one of the table, or the configured one, known by its hash.
-- One that began with the code of a local start has neither.
CREATE TABLE session (
    id           text PRIMARY KEY,
    hash         bytea       NOT NULL UNIQUE,
    token_id     text,
    token_hash   bytea,
    name         text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL DEFAULT now(),
    revoked_at   timestamptz
);

CREATE INDEX session_revoked ON session (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX session_token ON session (token_id);
CREATE INDEX session_expires ON session (expires_at);

-- Changes and sign-ins, the refused ones too.
CREATE TABLE audit (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL,
    name        text,
    token_id    text,
    session_id  text,
    role        text,
    address     text        NOT NULL,
    method      text        NOT NULL,
    path        text        NOT NULL,
    action      text        NOT NULL,
    status      integer     NOT NULL,
    took_millis bigint      NOT NULL
);

CREATE INDEX audit_at ON audit (at);
