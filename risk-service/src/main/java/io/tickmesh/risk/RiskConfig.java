package io.tickmesh.risk;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Configuration of the risk service.
///
/// @param accounts limits by account id, in the order of the accounts
/// @param reservationTimeout how long an approved order counts as exposure when nothing is heard of it
/// @param reconcileEvery how often positions are compared with those of the bot engine
/// @param feedsEvery how often market-stream is asked how its feeds are
public record RiskConfig(
        Map<String, AccountLimits> accounts,
        Duration reservationTimeout,
        Duration reconcileEvery,
        Duration feedsEvery) {

    private static final Duration RESERVATION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RECONCILE_EVERY = Duration.ofSeconds(10);
    private static final Duration FEEDS_EVERY = Duration.ofSeconds(3);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public RiskConfig {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
        if (!reservationTimeout.isPositive()
                || !reconcileEvery.isPositive()
                || !feedsEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "reservationTimeout, reconcileEvery and feedsEvery must be positive, was %s, %s and %s"
                            .formatted(reservationTimeout, reconcileEvery, feedsEvery));
        }
    }

    /// Returns what concerns one account; nothing of it if it is not configured.
    RiskConfig only(String account) {
        AccountLimits limits = accounts.get(account);
        return new RiskConfig(
                limits == null ? Map.of() : Map.of(account, limits),
                reservationTimeout,
                reconcileEvery,
                feedsEvery);
    }

    /// Reads the section `risk`: `defaults` hold for all accounts, `accounts.<id>` for one.
    ///
    /// @param currencies currency of each account, by id, in their order
    public static RiskConfig read(ConfigSection section, Map<String, String> currencies) {
        Guards defaults = Guards.read(section.section("defaults"), Guards.DEFAULT);
        ConfigSection overrides = section.section("accounts");
        Map<String, AccountLimits> accounts = new LinkedHashMap<>();
        currencies.forEach((account, currency) ->
                accounts.put(
                        account,
                        AccountLimits.read(
                                overrides.section(account), account, currency, defaults)));
        return new RiskConfig(
                accounts,
                section.duration("reservation-timeout", RESERVATION_TIMEOUT, SHORTEST),
                section.duration("reconcile-every", RECONCILE_EVERY, SHORTEST),
                section.duration("feeds-every", FEEDS_EVERY, SHORTEST));
    }
}
