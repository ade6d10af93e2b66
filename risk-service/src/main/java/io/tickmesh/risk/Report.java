package io.tickmesh.risk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to be written of an account.
///
/// @param epoch of the claim under which it came to be
/// @param heard until when everything that the account's bots did is known; null if something may be missing
record Report(long epoch, Changes changes, @Nullable Instant heard) {}
