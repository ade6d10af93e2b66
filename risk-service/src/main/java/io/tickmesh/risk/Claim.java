package io.tickmesh.risk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The right to decide on an account.
///
/// @param epoch grows with each change of the holder; of an older one nothing is written any more
/// @param heard until when everything that the account's bots did is known; null if nobody ever held it
record Claim(long epoch, @Nullable Instant heard) {}
