-- Which node tells a channel of an alert.
ALTER TABLE delivery ADD COLUMN owner text NOT NULL DEFAULT '';
