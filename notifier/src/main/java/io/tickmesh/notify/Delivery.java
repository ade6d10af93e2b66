package io.tickmesh.notify;

import java.time.Duration;

/// How an attempt to deliver an alert ended. Reasons are logged: they must not contain secrets.
sealed interface Delivery {
    /// It arrived.
    record Delivered() implements Delivery {}

    /// The other side is busy and says when to come back.
    ///
    /// @param delay not before this is over
    record Busy(Duration delay) implements Delivery {}

    /// It did not work, and may work later.
    record Failed(String reason) implements Delivery {}

    /// The other side does not want this alert; asking again will not help.
    record Refused(String reason) implements Delivery {}

    /// Another node has told it, or will.
    record Elsewhere() implements Delivery {}
}
