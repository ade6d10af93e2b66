package io.tickmesh.simulator.rest;

import java.time.Duration;
import java.util.Optional;

/// What one client address has used, and whether it is refused or banned for that. Windows lie on multiples of their length on
/// the clock, as the exchange's minutes do. Not thread-safe; times are epoch ms of the clock.
final class AddressMeter {

    private final RequestLimits limits;
    private final long weightWindowMillis;
    private final long requestWindowMillis;
    private long weightWindow;
    private long requestWindow;
    private int weight;
    private int requests;
    private int refusals;
    private int bans;
    private long bannedUntilMillis = Long.MIN_VALUE;

    AddressMeter(RequestLimits limits) {
        this.limits = limits;
        this.weightWindowMillis = limits.clockMillis(Duration.ofMinutes(1));
        this.requestWindowMillis = limits.clockMillis(Duration.ofMinutes(5));
    }

    /// Returns the ban that the address is under, if there is one.
    Optional<Admission> activeBan(long nowMillis) {
        return nowMillis < bannedUntilMillis ? Optional.of(banned(nowMillis)) : Optional.empty();
    }

    /// Counts one request of this weight and says what becomes of it.
    Admission use(int requestWeight, long nowMillis) {
        if (nowMillis < bannedUntilMillis) {
            return banned(nowMillis);
        }
        roll(nowMillis);
        requests++;
        weight += requestWeight;
        if (requests > limits.requestsPerFiveMinutes()) {
            return refuse(false, requestWindowMillis, nowMillis);
        }
        if (weight > limits.weightPerMinute()) {
            return refuse(true, weightWindowMillis, nowMillis);
        }
        return new Admission.Granted(weight);
    }

    private void roll(long nowMillis) {
        if (nowMillis / weightWindowMillis != weightWindow) {
            weightWindow = nowMillis / weightWindowMillis;
            weight = 0;
            refusals = 0;
        }
        if (nowMillis / requestWindowMillis != requestWindow) {
            requestWindow = nowMillis / requestWindowMillis;
            requests = 0;
        }
    }

    private Admission refuse(boolean byWeight, long windowMillis, long nowMillis) {
        refusals++;
        if (refusals > limits.refusalsBeforeBan()) {
            ban(nowMillis);
            return banned(nowMillis);
        }
        return new Admission.Refused(
                weight, byWeight, seconds(windowMillis - nowMillis % windowMillis));
    }

    private void ban(long nowMillis) {
        long longest = limits.clockMillis(limits.longestBan());
        // After a long time without a ban all is forgiven.
        bans = nowMillis - longest > bannedUntilMillis ? 1 : bans + 1;
        long length = limits.clockMillis(limits.shortestBan());
        for (int i = 1; i < bans && length < longest; i++) {
            length *= 2;
        }
        bannedUntilMillis = nowMillis + Math.min(length, longest);
        refusals = 0;
    }

    private Admission banned(long nowMillis) {
        return new Admission.Banned(
                weight, bannedUntilMillis, seconds(bannedUntilMillis - nowMillis));
    }

    private static long seconds(long millis) {
        return Math.ceilDiv(millis, 1_000L);
    }
}
