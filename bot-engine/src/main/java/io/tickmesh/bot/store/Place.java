package io.tickmesh.bot.store;

import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where a page that is ordered by time ended.
///
/// @param time to the microsecond
/// @param id tells rows of one time apart
record Place(Instant time, String id) implements Comparable<Place> {
    /// @throws RequestFailedException INVALID if it is none
    static Place of(String cursor) {
        int dot = cursor.indexOf('.');
        if (dot < 0) {
            throw wrong(cursor);
        }
        try {
            long micros = Long.parseLong(cursor.substring(0, dot));
            return new Place(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), cursor.substring(dot + 1));
        } catch (NumberFormatException | ArithmeticException _) {
            throw wrong(cursor);
        }
    }

    static RequestFailedException wrong(String cursor) {
        return new RequestFailedException(
                Failure.INVALID, "cursor must be one from a page, was " + cursor);
    }

    String cursor() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time) + "." + id;
    }

    @Override
    public int compareTo(Place other) {
        int byTime = time.compareTo(other.time);
        return byTime == 0 ? id.compareTo(other.id) : byTime;
    }
}
