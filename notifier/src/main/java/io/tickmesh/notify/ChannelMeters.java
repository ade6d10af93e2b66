package io.tickmesh.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts what became of the alerts of one channel.
final class ChannelMeters {
    private final Counter delivered;
    private final Counter dropped;
    private final Counter retried;
    private final Counter refused;
    private final Counter failed;

    ChannelMeters(MeterRegistry meters, String channel, AlertQueue queue) {
        delivered = outcome(meters, channel, "delivered");
        dropped = outcome(meters, channel, "dropped");
        retried = meters.counter("tickmesh.alert.retries", "channel", channel);
        refused = outcome(meters, channel, "refused");
        failed = outcome(meters, channel, "failed");
        Gauge.builder("tickmesh.alert.queue", queue, AlertQueue::size)
                .tag("channel", channel)
                .register(meters);
    }

    void delivered() {
        delivered.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void retried() {
        retried.increment();
    }

    void refused() {
        refused.increment();
    }

    void failed() {
        failed.increment();
    }

    private static Counter outcome(MeterRegistry meters, String channel, String outcome) {
        return meters.counter("tickmesh.alerts", "channel", channel, "outcome", outcome);
    }
}
