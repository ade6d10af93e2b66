package io.tickmesh.gateway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    private static final Duration WRITE_USE = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final AccessConfig config;
    private final InstantSource clock;
    private final Counter unchecked;
    private final AuditTrail audit;
    private final KnownPasses known = new KnownPasses(MOST_KNOWN);
    private final Map<SecretHash, Future<Optional<Pass>>> lookups = new HashMap<>();
    private final Pass anybody = new Pass(Principal.anybody(), null);
    private final Pass configured = new Pass(Principal.configured(), null);
    private final Promise<AccessTables> opened = Promise.promise();
    private @Nullable AccessTables tables;
    private @Nullable OffsetDateTime watchedUntil;
    private long timer = -1;
    private boolean closed;

    /// @param clock of this machine: tokens expire in its time, also while the data of a year ago are replayed
    public Access(Vertx vertx, AccessConfig config, InstantSource clock, MeterRegistry meters) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        audit = new AuditTrail(vertx, config.auditRetention(), meters);
        unchecked =
                Counter.builder("tickmesh.gateway.access.unchecked")
                        .description("requests refused because their token could not be looked up")
                        .register(meters);
        Gauge.builder("tickmesh.gateway.access.known", known, KnownPasses::size)
                .description("tokens and sessions in memory")
                .register(meters);
    }

    /// Opens the tables as soon as it is known where they are; until then only the configured token is known.
    public Future<Database> open(Future<DatabaseConfig> where, MeterRegistry meters) {
        return Database.ready(vertx, where, "gateway", "db/gateway", meters)
                .onComplete(
                        this::opened,
                        failure -> {
                            LOG.atError()
                                    .setCause(failure)
                                    .log("the gateway cannot read who is let in");
                            opened.tryFail(failure);
                        });
    }

    /// Lets go of the database when what people did is written.
    public Future<Void> close() {
        closed = true;
        vertx.cancelTimer(timer);
        opened.tryFail(new IOException("the gateway has stopped"));
        return audit.close()
                .compose(
                        _ -> tables == null ? Future.succeededFuture() : tables.database().close());
    }

    public AccessConfig config() {
        return config;
    }

    /// Returns what people did.
    public AuditTrail audit() {
        return audit;
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
        return find(token, open -> open.tokens().find(token.hash()));
    }

    /// Returns the pass of a session; empty if there is no such session, or not any more.
    ///
    /// @return fails if the database, which may know it, is away or slow
    public Future<Optional<Pass>> ofSession(Secret session) {
        return find(session, open -> open.sessions().find(session.hash()));
    }

    /// Returns whether a token or a session was looked up before and goes on.
    public boolean isKnown(Secret secret) {
        return config.adminToken().filter(secret::equals).isPresent()
                || known.find(secret.hash(), clock.instant()).isPresent();
    }

    /// Returns the time of this machine.
    public Instant now() {
        return clock.instant();
    }

    /// Returns the tables once they are there for the first time; fails if they cannot be.
    Future<AccessTables> whenOpened() {
        return opened.future();
    }

    /// Returns the tables; fails if they are away.
    Future<AccessTables> tables() {
        AccessTables open = tables;
        return open == null || !open.areAvailable()
                ? Future.failedFuture(new IOException("the database is away"))
                : Future.succeededFuture(open);
    }

    /// Learns what was revoked by now.
    Future<Void> look() {
        known.look(clock.instant());
        return tables().compose(open -> open.uses().revokedSince(watchedUntil))
                .map(revoked -> {
                    watchedUntil = revoked.at();
                    revoked.hashes().forEach(known::end);
                    return null;
                });
    }

    private void opened(Database database) {
        if (closed) {
            var _ = database.close();
            return;
        }
        AccessTables open = AccessTables.of(database, config);
        tables = open;
        audit.open(open.audit());
        opened.complete(open);
        watch();
    }

    private Future<Optional<Pass>> find(
            Secret secret, Function<AccessTables, Future<Optional<Pass>>> lookup) {
        Instant now = clock.instant();
        Optional<Pass> pass = known.find(secret.hash(), now);
        pass.ifPresent(found -> found.used(now));
        return pass.isPresent() ? Future.succeededFuture(pass) : lookup(secret.hash(), lookup);
    }

    private Future<Optional<Pass>> lookup(
            SecretHash hash, Function<AccessTables, Future<Optional<Pass>>> lookup) {
        Future<Optional<Pass>> same = lookups.get(hash);
        if (same != null) {
            return same;
        }
        if (lookups.size() >= MOST_LOOKUPS) {
            unchecked.increment();
            return Future.failedFuture(new IOException("too many tokens are looked up"));
        }
        Future<Optional<Pass>> found =
                tables().compose(lookup)
                        .timeout(LOOKUP.toMillis(), TimeUnit.MILLISECONDS)
                        .map(pass -> pass.filter(it -> !it.isExpired(clock.instant())))
                        .onComplete(
                                pass -> pass.ifPresent(it -> remember(hash, it)), this::unchecked);
        if (!found.isComplete()) {
            lookups.put(hash, found);
            found.onComplete(_ -> lookups.remove(hash));
        }
        return found;
    }

    private void remember(SecretHash hash, Pass pass) {
        pass.used(clock.instant());
        known.add(hash, pass);
    }

    private void unchecked(Throwable failure) {
        unchecked.increment();
        if (Failure.of(failure) != Failure.TRANSIENT) {
            LOG.atError().setCause(failure).log("a token could not be looked up");
        }
    }

    private void watch() {
        look().compose(_ -> writeUse())
                .onComplete(_ -> {
                    if (!closed) {
                        timer = vertx.setTimer(WATCH.toMillis(), _ -> watch());
                    }
                });
    }

    private Future<Void> writeUse() {
        List<Pass> passes = known.worthWriting(clock.instant().minus(WRITE_USE), MOST_WRITTEN);
        return passes.isEmpty()
                ? Future.succeededFuture()
                : tables().compose(open -> open.uses().used(passes))
                        .onSuccess(_ -> passes.forEach(Pass::written));
    }
}
