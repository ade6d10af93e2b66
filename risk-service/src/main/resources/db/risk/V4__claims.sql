-- Which node decides on which account. Only who holds the claim, in its epoch, writes what an account's brakes measure and do.

CREATE TABLE claim (
    account    text PRIMARY KEY,
    owner      text        NOT NULL,
    epoch      bigint      NOT NULL,
    expires_at timestamptz NOT NULL,
    -- False while somebody holds it; one that was not given back tells of a crash.
    released   boolean     NOT NULL,
    -- Until when everything that the account's bots did is known.
    heard      timestamptz
);

INSERT INTO claim (account, owner, epoch, expires_at, released, heard)
SELECT account, '', 0, 'epoch', NOT EXISTS (SELECT FROM running), (SELECT until FROM heard)
FROM (SELECT account FROM equity UNION SELECT account FROM daily_loss UNION SELECT account FROM trading_state
      UNION SELECT account FROM decision) AS known;

DROP TABLE heard;
DROP TABLE running;

-- What is measured of a bot belongs to its account.
ALTER TABLE loss_streak ADD COLUMN account text NOT NULL DEFAULT '';
ALTER TABLE breaker ADD COLUMN account text NOT NULL DEFAULT '';
ALTER TABLE closing ADD COLUMN account text NOT NULL DEFAULT '';

UPDATE loss_streak SET account = coalesce((SELECT account FROM decision WHERE bot = loss_streak.bot ORDER BY number DESC LIMIT 1), '');
UPDATE breaker SET account = subject WHERE scope = 'ACCOUNT';
UPDATE breaker SET account = coalesce((SELECT account FROM decision WHERE bot = subject ORDER BY number DESC LIMIT 1), '')
WHERE scope = 'BOT';
