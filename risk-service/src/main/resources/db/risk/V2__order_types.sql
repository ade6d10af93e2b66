-- How an order meets the market, and whether a person asked for it, belong to the question that a decision answers.

ALTER TABLE decision
    ADD COLUMN type   text    NOT NULL DEFAULT 'MARKET',
    ADD COLUMN manual boolean NOT NULL DEFAULT false;
