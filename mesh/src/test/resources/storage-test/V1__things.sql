CREATE TABLE thing (name text PRIMARY KEY, amount numeric(24, 8) NOT NULL);
