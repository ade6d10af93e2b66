package io.tickmesh.market.provider;

import java.util.Locale;

/// How the question for one symbol ended.
enum Outcome {
    /// With a price.
    PRICE,
    /// The provider said no, with a status other than 200.
    REFUSED,
    /// The provider said something that is no price of this symbol.
    UNREADABLE,
    /// The provider did not finish its answer within the time of one call.
    TIMEOUT,
    /// There was no connection, or it broke off.
    BROKEN,
    /// Not asked: the provider wants no requests at the moment, or its request limit is used up.
    PAUSED,
    /// Not answered, or not even asked, when the time of the whole question was over.
    TOO_LATE;

    /// Returns the name in metrics.
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
