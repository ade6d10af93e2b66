package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.strategy.Parameters;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.market.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads accounts and bots. An entry of `fleet` makes one bot for each of its symbols.
final class FleetReader {
    private static final BigDecimal LEAST_PERCENT = new BigDecimal("0.01");
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final BigDecimal LEAST_ORDER = new BigDecimal("0.00000001");
    private static final Map<String, Interval> INTERVALS =
            Arrays.stream(Interval.values())
                    .collect(
                            Collectors.toMap(
                                    Interval::code,
                                    Function.identity(),
                                    (one, _) -> one,
                                    LinkedHashMap::new));

    private final StrategyCatalog catalog;
    private final List<Account> accounts = new ArrayList<>();
    private final List<BotConfig> bots = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    FleetReader(ConfigSection section, StrategyCatalog catalog) {
        this.catalog = catalog;
        ConfigSection accountSection = section.section("accounts");
        for (String id : section.keys("accounts")) {
            readAccount(id, accountSection.section(id));
        }
        for (ConfigSection entry : section.sections("fleet")) {
            readEntry(entry);
        }
    }

    List<Account> accounts() {
        return accounts;
    }

    /// Returns the bots without those that had a violation.
    List<BotConfig> bots() {
        return bots;
    }

    private void readAccount(String id, ConfigSection section) {
        String currency = section.requiredText("currency");
        Optional<BigDecimal> cash = section.decimal("initial-cash", BigDecimal.ZERO);
        if (cash.isEmpty() && section.text("initial-cash").isEmpty()) {
            section.violation("initial-cash", "is required");
        }
        accounts.add(new Account(id, currency, cash.orElse(BigDecimal.ZERO)));
    }

    private void readEntry(ConfigSection entry) {
        List<String> symbols = entry.texts("symbols", List.of());
        if (symbols.isEmpty()) {
            entry.violation("symbols", "must name at least one symbol");
        }
        String account = required(entry, "account", accountNames(), "");
        Interval interval = required(entry, "interval", INTERVALS, Interval.M1);
        Optional<StrategyType> type = readStrategy(entry);
        Map<String, String> texts = entry.map("parameters");
        Optional<Parameters> parameters =
                type.map(
                        known -> known.read(texts, (name, problem) -> wrong(entry, name, problem)));
        BigDecimal orderQuote = readOrderQuote(entry);
        Optional<BigDecimal> stop = entry.decimal("stop-loss-percent", LEAST_PERCENT);
        if (stop.isPresent() && stop.get().compareTo(ALL) >= 0) {
            entry.violation("stop-loss-percent", "must be below 100, was " + stop.get());
        }
        Optional<BigDecimal> target = entry.decimal("take-profit-percent", LEAST_PERCENT);
        Duration cooldown = entry.duration("cooldown", Duration.ZERO, Duration.ZERO);
        Optional<String> givenId = entry.text("id");
        if (givenId.isPresent() && symbols.size() > 1) {
            entry.violation("id", "must not be given to more than one symbol");
        }
        if (type.isEmpty() || parameters.isEmpty()) {
            return;
        }
        for (String symbol : symbols) {
            String id =
                    givenId.orElseGet(() -> derivedId(symbol, type.get().name(), interval.code()));
            if (isValid(entry, id)) {
                bots.add(
                        new BotConfig(
                                id,
                                account,
                                symbol,
                                interval,
                                type.get(),
                                parameters.get(),
                                orderQuote,
                                stop.orElse(null),
                                target.orElse(null),
                                cooldown));
            }
        }
    }

    /// `1m` and `1M` are a minute and a month, but ids have no capitals. Nor have they dots or much room: of a symbol's venue, as in
    /// `BTCUSD.KRAKEN`, they have the first letter.
    private static String derivedId(String symbol, String strategy, String interval) {
        String length = interval.endsWith("M") ? interval.replace("M", "mo") : interval;
        String name = symbol.replaceFirst("\\.(.).*", "-$1");
        return (name + "-" + strategy + "-" + length).toLowerCase(Locale.ROOT);
    }

    private boolean isValid(ConfigSection entry, String id) {
        if (!BotConfig.ID.matcher(id).matches()) {
            entry.violation("id", "must match %s, was %s".formatted(BotConfig.ID, id));
            return false;
        }
        if (!ids.add(id)) {
            entry.violation("id", "must be unique, was " + id + " again");
            return false;
        }
        return true;
    }

    private Optional<StrategyType> readStrategy(ConfigSection entry) {
        Map<String, StrategyType> types = new LinkedHashMap<>();
        for (String name : catalog.names()) {
            catalog.find(name).ifPresent(type -> types.put(name, type));
        }
        if (entry.text("strategy").isEmpty()) {
            entry.violation("strategy", "is required");
            return Optional.empty();
        }
        return entry.choice("strategy", Optional.empty(), optional(types));
    }

    private static <T> Map<String, Optional<T>> optional(Map<String, T> choices) {
        Map<String, Optional<T>> options = new LinkedHashMap<>();
        choices.forEach((name, value) -> options.put(name, Optional.of(value)));
        return options;
    }

    private static BigDecimal readOrderQuote(ConfigSection entry) {
        Optional<BigDecimal> orderQuote = entry.decimal("order-quote", LEAST_ORDER);
        if (orderQuote.isEmpty() && entry.text("order-quote").isEmpty()) {
            entry.violation("order-quote", "is required");
        }
        return orderQuote.orElse(LEAST_ORDER);
    }

    private static <T> T required(
            ConfigSection entry, String key, Map<String, T> choices, T fallback) {
        if (entry.text(key).isEmpty()) {
            entry.violation(key, "is required");
            return fallback;
        }
        return entry.choice(key, fallback, choices);
    }

    private Map<String, String> accountNames() {
        Map<String, String> names = new LinkedHashMap<>();
        accounts.forEach(account -> names.put(account.id(), account.id()));
        return names;
    }

    private static void wrong(ConfigSection entry, String parameter, String problem) {
        entry.violation(parameter.isEmpty() ? "parameters" : "parameters." + parameter, problem);
    }
}
