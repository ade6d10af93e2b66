package io.tickmesh.notify;

import io.tickmesh.mesh.event.Severity;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Writes alerts to the log.
final class LogChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(LogChannel.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Duration pace() {
        return Duration.ZERO;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Future<Delivery> deliver(Alert alert) {
        LOG.atLevel(level(alert.severity()))
                .addKeyValue("event", alert.eventId())
                .log("{}", alert.text());
        return Future.succeededFuture(new Delivery.Delivered());
    }

    private static Level level(Severity severity) {
        return switch (severity) {
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case CRITICAL -> Level.ERROR;
        };
    }
}
