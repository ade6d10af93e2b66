-- Begins a transaction of what a node wants to write: locks the leases of its bots in the order of their shards, then the accounts whose
-- sums it moves in the order of their ids. One call, because every order waits for it. A node that freezes in such a transaction loses
-- its locks after two seconds.
--
-- Returns the epochs of those of the shards that are the node's, and what each of the payers has that is not promised to an order.
CREATE FUNCTION may_write(shards integer[], node text, accounts text[], payers text[], durable boolean)
RETURNS TABLE (shard integer, epoch bigint, account text, free numeric)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('idle_in_transaction_session_timeout', '2000', true);
    IF NOT durable THEN
        PERFORM set_config('synchronous_commit', 'off', true);
    END IF;
    RETURN QUERY
        SELECT lease.shard, lease.epoch, NULL::text, NULL::numeric FROM lease
        WHERE lease.shard = ANY(shards) AND lease.owner = node ORDER BY lease.shard FOR KEY SHARE;
    IF cardinality(accounts) > 0 THEN
        PERFORM FROM account WHERE account.id = ANY(accounts) ORDER BY account.id FOR NO KEY UPDATE;
    END IF;
    IF cardinality(payers) > 0 THEN
        -- Sees what was committed until the locks were there, because each statement in here looks anew.
        RETURN QUERY
            SELECT NULL::integer, NULL::bigint, account.id, account.cash
                - (SELECT coalesce(sum(orders.reserved), 0) FROM orders WHERE orders.account = account.id AND orders.reserved > 0)
            FROM account WHERE account.id = ANY(payers);
    END IF;
END $$;
