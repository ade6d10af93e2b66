package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Access;
import io.tickmesh.gateway.access.AuditEntry;
import io.tickmesh.gateway.access.Principal;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Notes changes, sign-ins and refused attempts when they are answered. Never what is in them: a body may hold a secret.
final class AuditHandler implements Handler<RoutingContext> {
    private static final int LONGEST_PATH = 256;
    // The connection closed before the answer: whether it was done is unknown to whoever wanted it.
    private static final int CLIENT_GONE = 499;

    private final Access access;
    private final Actions actions;

    AuditHandler(Access access, Actions actions) {
        this.access = access;
        this.actions = actions;
    }

    @Override
    public void handle(RoutingContext context) {
        Instant time = access.now();
        long begun = System.nanoTime();
        context.addEndHandler(end -> {
            int status = end.succeeded() ? context.response().getStatusCode() : CLIENT_GONE;
            if (matters(context, status)) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                access.audit().add(entry(context, time, status, millis));
            }
        });
        context.next();
    }

    /// Whoever sends too much is counted, and not written down: the log would be what he fills.
    private static boolean matters(RoutingContext context, int status) {
        return Permissions.isReading(context.request().method().name())
                ? status == 403
                : status != 429;
    }

    private AuditEntry entry(RoutingContext context, Instant time, int status, long millis) {
        Optional<Principal> who = AccessCheck.principal(context);
        String method = context.request().method().name();
        String path = context.normalizedPath();
        return new AuditEntry(
                null,
                time,
                who.map(Principal::name).orElse(null),
                who.map(Principal::token).orElse(null),
                who.map(Principal::session).orElse(null),
                who.map(Principal::role).orElse(null),
                AccessCheck.address(context),
                method,
                shortened(path),
                shortened(actions.of(method, path)),
                status,
                millis);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_PATH ? text : text.substring(0, LONGEST_PATH) + "...";
    }
}
