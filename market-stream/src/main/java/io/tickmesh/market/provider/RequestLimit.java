package io.tickmesh.market.provider;

import io.tickmesh.market.feed.WeightBudget;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a provider allows: spends its request weight, of which half is left to those who are in a hurry, believes what it says
/// was spent, and keeps still when it demands a pause.
final class RequestLimit {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLimit.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANNED = 418;
    private static final long SLOW_DOWN_SECONDS = 10;
    private static final long BAN_SECONDS = 120;

    /// The longest ban that Binance announces.
    private static final long LONGEST_SECONDS = Duration.ofDays(3).toSeconds();

    private final String source;
    private final WeightBudget budget;

    RequestLimit(String source, WeightBudget budget) {
        this.source = source;
        this.budget = budget;
    }

    /// Takes the weight of a request.
    ///
    /// @return zero if it may be sent; otherwise how long none may
    Duration take(int weight) {
        return budget.takeSpare(weight);
    }

    /// Takes in what an answer says about the limit.
    void heed(int status, MultiMap headers) {
        number(headers.get("x-mbx-used-weight-1m")).ifPresent(used -> budget.reported((int) used));
        if (status != TOO_MANY_REQUESTS && status != BANNED) {
            return;
        }
        long usual = status == BANNED ? BAN_SECONDS : SLOW_DOWN_SECONDS;
        Duration pause =
                Duration.ofSeconds(
                        Math.min(
                                LONGEST_SECONDS, number(headers.get("retry-after")).orElse(usual)));
        // All requests under way are refused together: the first refusal is the news.
        if (budget.blocked().isZero()) {
            LOG.atWarn()
                    .addKeyValue("source", source)
                    .addKeyValue("status", status)
                    .addKeyValue("pause", pause)
                    .log("the price provider demands a pause of requests");
        }
        budget.blockFor(pause);
    }

    private static OptionalLong number(@Nullable String header) {
        return header != null && header.matches("\\d{1,9}")
                ? OptionalLong.of(Long.parseLong(header))
                : OptionalLong.empty();
    }
}
