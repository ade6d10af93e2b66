package io.tickmesh.notify;

import io.vertx.core.Future;
import java.time.Duration;

/// A way to reach people. Called on the notifier's context, for one alert at a time; queueing, pacing, time-outs and retries
/// are not its business, see [Courier].
interface Channel {
    /// Returns the name used in configuration, logs and metrics.
    String name();

    /// Returns the least time between the end of a delivery and the start of the next.
    Duration pace();

    /// Returns how long a delivery may take.
    Duration timeout();

    /// Tries to deliver an alert. A failed future counts as [Delivery.Failed].
    Future<Delivery> deliver(Alert alert);
}
