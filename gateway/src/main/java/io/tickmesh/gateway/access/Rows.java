package io.tickmesh.gateway.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What rows of the tables mean.
final class Rows {
    private Rows() {}

    static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    /// Returns a page of rows that were asked for with one more than wanted, and have a `number`.
    static <T> Slice<T> slice(RowSet<Row> rows, int limit, Function<Row, T> item) {
        List<T> items = new ArrayList<>();
        ToLongFunction<Row> number = row -> row.getLong("number");
        Long last = null;
        for (Row row : rows) {
            if (items.size() == limit) {
                return new Slice<>(items, last);
            }
            items.add(item.apply(row));
            last = number.applyAsLong(row);
        }
        return new Slice<>(items, null);
    }

    static TokenView token(Row row) {
        return new TokenView(
                row.getString("id"),
                row.getString("name"),
                role(row),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "expires_at"),
                instant(row, "last_used_at"));
    }

    static Role role(Row row) {
        return Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Buffer hash(SecretHash hash) {
        return Buffer.buffer(hash.bytes());
    }
}
