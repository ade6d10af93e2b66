package io.tickmesh.mesh.storage;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Empty databases for tests, all on one server per JVM, which goes when the JVM does.
public final class TestDatabases {
    private static final AtomicInteger MADE = new AtomicInteger();

    private TestDatabases() {}

    /// Returns a database with nothing in it. Blocks for some tens of milliseconds, the first time for about a second.
    public static DatabaseConfig fresh() {
        return Holder.SERVER.createDatabase("test_" + MADE.incrementAndGet());
    }

    /// Returns the keys of a configuration that name such a database.
    public static Map<String, String> freshSettings() {
        DatabaseConfig config = fresh();
        return Map.of(
                "database.url",
                config.url(),
                "database.password",
                config.password().orElseThrow().reveal());
    }

    private static final class Holder {
        static final ThrowAwayDatabase SERVER = ThrowAwayDatabase.start();
    }
}
