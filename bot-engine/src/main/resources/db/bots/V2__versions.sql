-- Counts the changes of what a bot does, so that nobody changes what he has not seen.
ALTER TABLE bot ADD COLUMN version bigint NOT NULL DEFAULT 1;
