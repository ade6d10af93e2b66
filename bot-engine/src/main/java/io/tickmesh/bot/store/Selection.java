package io.tickmesh.bot.store;

import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/// A question for rows of one table. Values never become part of its text.
final class Selection {
    private final StringBuilder sql;
    private final Tuple values = Tuple.tuple();

    Selection(String table) {
        sql = new StringBuilder("SELECT * FROM ").append(table).append(" WHERE true");
    }

    /// Wants only rows with that value; null for all.
    Selection where(String column, @Nullable String value) {
        if (value != null) {
            and(column + " = ?", value);
        }
        return this;
    }

    /// Wants only rows of that condition, in which each `?` stands for one of the values.
    void and(String condition, Object... conditionValues) {
        sql.append(" AND ");
        int next = 0;
        for (int i = 0; i < condition.length(); i++) {
            char c = condition.charAt(i);
            if (c == '?') {
                values.addValue(conditionValues[next++]);
                sql.append('$').append(values.size());
            } else {
                sql.append(c);
            }
        }
    }

    /// Wants so many rows in that order.
    Selection newestFirst(String order, int limit) {
        values.addInteger(limit);
        sql.append(" ORDER BY ").append(order).append(" LIMIT $").append(values.size());
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Tuple values() {
        return values;
    }
}
