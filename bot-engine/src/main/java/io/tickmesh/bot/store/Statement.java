package io.tickmesh.bot.store;

import io.vertx.sqlclient.Tuple;

/// A statement of a transaction.
record Statement(String sql, Tuple values) {}
