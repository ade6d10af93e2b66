package io.tickmesh.mesh.storage;

import io.vertx.core.VertxException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a failed use of the database means for whoever wanted it.
public enum Failure {
    /// The database is away, busy, or was restarted: the same again may succeed. Whether a commit took place is unknown.
    TRANSIENT,
    /// The database does not let this user in, or has no such database: people have to change something.
    ACCESS,
    /// The data contradict what is stored, for example a key that exists.
    CONSTRAINT,
    /// Everything else: the statement or the program is wrong.
    PROGRAMMING;

    private static final Pattern OF_CONNECTION =
            Pattern.compile("connection|time-?out|closed|pool", Pattern.CASE_INSENSITIVE);

    /// Returns what `failure`, of a [Database] or of JDBC, means.
    public static Failure of(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DatabaseException answer -> {
                    return ofState(answer.getSqlState());
                }
                case SQLException answer when answer.getSQLState() != null -> {
                    return ofState(answer.getSQLState());
                }
                case IOException _, TimeoutException _, ClosedConnectionException _ -> {
                    return TRANSIENT;
                }
                case VertxException client when isOfConnection(client.getMessage()) -> {
                    return TRANSIENT;
                }
                default -> {}
            }
        }
        return PROGRAMMING;
    }

    /// The client has no type for broken connections, closed pools, and no free connection in time; parameters of a wrong type fail
    /// with the same one.
    private static boolean isOfConnection(@Nullable String message) {
        return message != null && OF_CONNECTION.matcher(message).find();
    }

    /// See "PostgreSQL Error Codes" of its manual: the first two characters are the class.
    private static Failure ofState(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return TRANSIENT;
        }
        switch (state) {
            // Read only: a standby that is about to take over. Lock not available: a lock time-out.
            // Idle in a transaction: this process stood still in the middle of it.
            case "25006", "55P03", "25P03" -> {
                return TRANSIENT;
            }
            default -> {}
        }
        return switch (state.substring(0, 2)) {
            // Connection, roll back, resources, operator intervention and time-outs, system.
            case "08", "40", "53", "57", "58" -> TRANSIENT;
            case "28", "3D" -> ACCESS;
            case "23" -> CONSTRAINT;
            default -> PROGRAMMING;
        };
    }
}
