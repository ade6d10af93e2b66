package io.tickmesh.gateway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows who is let in. Belongs to the event loop that made it.
///
/// What was looked up once goes on working while the database is away; what was not fails then, in time. What is revoked through
/// any gateway ends here within seconds.
public final class Access {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final int MOST_KNOWN = 10_000;
    private static final int MOST_LOOKUPS = 64;
    private static final int MOST_WRITTEN = 500;
    private static final Duration LOOKUP = Duration.ofSeconds(2);
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration WRITE_USE = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final AccessConfig config;
    private final InstantSource clock;
    private final Counter refused;
    private final KnownPasses known = new KnownPasses(MOST_KNOWN);
    private final Map<SecretHash, Future<Optional<Pass>>> lookups = new HashMap<>();
    private final Pass anybody = new Pass(Principal.anybody(), null);
    private final Pass configured = new Pass(Principal.configured(), null);
    private @Nullable AccessStore store;
    private @Nullable OffsetDateTime watchedUntil;
    private long timer;
    private boolean closed;

    /// @param clock of this machine: tokens expire in its time, also while the data of a year ago are replayed
    public Access(Vertx vertx, AccessConfig config, InstantSource clock, MeterRegistry meters) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        refused =
                Counter.builder("tickmesh.gateway.access.unchecked")
                        .description("requests refused because their token could not be looked up")
                        .register(meters);
        Gauge.builder("tickmesh.gateway.access.known", known, KnownPasses::size)
                .description("tokens and sessions in memory")
                .register(meters);
    }

    /// Opens the tables as soon as it is known where they are; until then only the configured token is known.
    public void open(Future<DatabaseConfig> where, MeterRegistry meters) {
        Database.ready(vertx, where, "gateway", "db/gateway", meters)
                .onComplete(
                        database -> {
                            if (closed) {
                                var _ = database.close();
                                return;
                            }
                            store = new AccessStore(database);
                            watch();
                        },
                        failure ->
                                LOG.atError()
                                        .setCause(failure)
                                        .log("the gateway cannot read who is let in"));
    }

    /// Forgets everything and lets go of the database.
    public Future<Void> close() {
        closed = true;
        vertx.cancelTimer(timer);
        return store == null ? Future.succeededFuture() : store.close();
    }

    /// Returns whether somebody has to show who he is.
    public boolean isRequired() {
        return config.required();
    }

    /// Returns who everybody is where nobody has to show it.
    public Pass anybody() {
        return anybody;
    }

    /// Returns the pass of a token; empty if there is no such token, or not any more.
    ///
    /// @return fails if the database, which may know it, is away or slow
    public Future<Optional<Pass>> ofToken(Secret token) {
        if (config.adminToken().filter(token::equals).isPresent()) {
            return Future.succeededFuture(Optional.of(configured));
        }
        if (!token.looksLikeToken()) {
            return Future.succeededFuture(Optional.empty());
        }
        Instant now = clock.instant();
        Optional<Pass> pass = known.find(token.hash(), now);
        pass.ifPresent(found -> found.used(now));
        return pass.isPresent() ? Future.succeededFuture(pass) : lookup(token.hash());
    }

    private Future<Optional<Pass>> lookup(SecretHash hash) {
        Future<Optional<Pass>> same = lookups.get(hash);
        if (same != null) {
            return same;
        }
        AccessStore tables = store;
        if (tables == null || !tables.isAvailable() || lookups.size() >= MOST_LOOKUPS) {
            refused.increment();
            return Future.failedFuture("the database is away or busy");
        }
        Future<Optional<Pass>> found =
                tables.token(hash)
                        .timeout(LOOKUP.toMillis(), TimeUnit.MILLISECONDS)
                        .map(pass -> pass.filter(it -> !it.isExpired(clock.instant())))
                        .onSuccess(pass -> pass.ifPresent(it -> remember(hash, it)))
                        .onFailure(_ -> refused.increment());
        lookups.put(hash, found);
        return found.onComplete(_ -> lookups.remove(hash));
    }

    private void remember(SecretHash hash, Pass pass) {
        pass.used(clock.instant());
        known.add(hash, pass);
    }

    /// Looks again and again what was revoked.
    private void watch() {
        AccessStore tables = store;
        if (closed || tables == null) {
            return;
        }
        known.endExpired(clock.instant());
        Future<?> looked =
                tables.isAvailable()
                        ? tables.revokedSince(watchedUntil)
                                .onSuccess(revoked -> {
                                    watchedUntil = revoked.at();
                                    revoked.hashes().forEach(known::end);
                                })
                                .compose(_ -> writeUse(tables))
                        : Future.succeededFuture();
        looked.onComplete(_ -> timer = vertx.setTimer(WATCH.toMillis(), _ -> watch()));
    }

    private Future<Void> writeUse(AccessStore tables) {
        List<Pass> passes = known.worthWriting(clock.instant().minus(WRITE_USE), MOST_WRITTEN);
        return passes.isEmpty()
                ? Future.succeededFuture()
                : tables.used(passes).onSuccess(_ -> passes.forEach(Pass::written));
    }
}
