package io.tickmesh.risk;

import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a page of the log ended.
record LogCursor(Instant storedAt, long number) {
    private static final LogCursor START = new LogCursor(Instant.EPOCH, 0);

    static LogCursor of(Row last) {
        return new LogCursor(
                Objects.requireNonNull(RiskRows.instant(last, "stored_at")),
                last.getLong("number"));
    }

    /// Returns the cursor that was written as `text`; the start for none.
    static LogCursor read(@Nullable String text) {
        if (text == null) {
            return START;
        }
        int dash = text.indexOf('-');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(0, dash)));
            return new LogCursor(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                    Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException _) {
            throw new RequestFailedException(Failure.INVALID, "the cursor is not one of ours");
        }
    }

    String write() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, storedAt) + "-" + number;
    }
}
