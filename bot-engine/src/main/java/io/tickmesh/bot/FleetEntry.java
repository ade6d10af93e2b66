package io.tickmesh.bot;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.config.Durations;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One entry of `fleet` in the configuration: what several bots do, each on its symbol.
final class FleetEntry {
    private static final BigDecimal LEAST_PERCENT = new BigDecimal("0.01");
    private static final BigDecimal LEAST_ORDER = new BigDecimal("0.00000001");
    private static final Map<String, Interval> INTERVALS =
            byName(Interval.values(), Interval::code);
    private static final Map<String, OrderType> TYPES =
            byName(OrderType.values(), type -> type.name().toLowerCase(Locale.ROOT));
    private static final Map<String, TimeInForce> TIMES_IN_FORCE =
            byName(TimeInForce.values(), TimeInForce::name);
    private static final Map<String, String> KEYS =
            Map.ofEntries(
                    Map.entry("symbol", "symbols"),
                    Map.entry("sizing.allocation", "sizing.allocation"),
                    Map.entry("sizing.atrPeriod", "sizing.atr-period"),
                    Map.entry("sizing.atrMultiple", "sizing.atr-multiple"),
                    Map.entry("entry.timeInForce", "entry.time-in-force"),
                    Map.entry("entry.offsetPercent", "entry.offset-percent"),
                    Map.entry("entry.expireAfter", "entry.expire-after"),
                    Map.entry("exits.stopLossPercent", "stop-loss-percent"),
                    Map.entry("exits.takeProfitPercent", "take-profit-percent"),
                    Map.entry("exits.roi", "roi"),
                    Map.entry("exits.trailing.activationPercent", "trailing.activation"),
                    Map.entry("exits.trailing.distancePercent", "trailing.distance"),
                    Map.entry("exits.timeLimit", "time-limit"),
                    Map.entry("exits.cooldown", "cooldown"));

    private final ConfigSection section;
    private final List<BotDefinition> definitions = new ArrayList<>();
    private final boolean complete;
    private String amountKey = "order-quote";

    /// @param accounts ids of the accounts that there are
    /// @param strategies names of the strategies that there are, without `rule`
    FleetEntry(ConfigSection section, Collection<String> accounts, List<String> strategies) {
        this.section = section;
        List<String> symbols = section.texts("symbols", List.of());
        if (symbols.isEmpty()) {
            section.violation("symbols", "must name at least one symbol");
        }
        complete = !symbols.isEmpty();
        Optional<String> account =
                required("account", byName(accounts.toArray(String[]::new), name -> name));
        Optional<Interval> interval = required("interval", INTERVALS);
        Optional<String> rule = section.text("rule");
        List<String> names = new ArrayList<>(strategies);
        names.add(DefinitionCheck.RULE);
        Optional<String> strategy =
                rule.isPresent() && section.text("strategy").isEmpty()
                        ? Optional.of(DefinitionCheck.RULE)
                        : required("strategy", byName(names.toArray(String[]::new), name -> name));
        Map<String, String> parameters = section.map("parameters");
        Optional<Sizing> sizing = sizing();
        Entry entry = entry();
        Exits exits = exits();
        Optional<String> id = section.text("id");
        if (id.isPresent() && symbols.size() > 1) {
            section.violation("id", "must not be given to more than one symbol");
        }
        if (strategy.isPresent()) {
            // Without a symbol the rest is checked all the same.
            for (String symbol : symbols.isEmpty() ? List.of("X") : symbols) {
                definitions.add(
                        new BotDefinition(
                                id.orElseGet(() ->
                                        derivedId(
                                                symbol,
                                                strategy.get(),
                                                interval.orElse(Interval.M1).code())),
                                account.orElseGet(() -> accounts.stream().findFirst().orElse("")),
                                symbol,
                                interval.orElse(Interval.M1),
                                strategy.get(),
                                rule.orElse(null),
                                parameters,
                                sizing.orElseGet(() -> Sizing.quote(LEAST_ORDER)),
                                entry,
                                exits));
            }
        }
    }

    /// Returns what the entry describes, a definition for each symbol. What could not be read has a stand-in, so that the rest can
    /// be checked.
    List<BotDefinition> definitions() {
        return definitions;
    }

    /// Returns whether the definitions are of real bots, and not only there to be checked.
    boolean isComplete() {
        return complete;
    }

    /// Returns the key of a field of the definition, as the configuration spells it.
    String keyOf(String field) {
        return field.equals("sizing.amount") ? amountKey : KEYS.getOrDefault(field, field);
    }

    /// `1m` and `1M` are a minute and a month, but ids have no capitals. Nor have they dots or much room: of a symbol's venue, as in
    /// `BTCUSD.KRAKEN`, they have the first letter.
    private static String derivedId(String symbol, String strategy, String interval) {
        String length = interval.endsWith("M") ? interval.replace("M", "mo") : interval;
        String name = symbol.replaceFirst("\\.(.).*", "-$1");
        return (name + "-" + strategy + "-" + length).toLowerCase(Locale.ROOT);
    }

    private Optional<Sizing> sizing() {
        ConfigSection own = section.section("sizing");
        Optional<BigDecimal> quote = section.decimal("order-quote", LEAST_ORDER);
        if (section.keys("sizing").isEmpty()) {
            if (quote.isEmpty() && section.text("order-quote").isEmpty()) {
                section.violation("order-quote", "is required");
            }
            return quote.map(Sizing::quote);
        }
        if (section.text("order-quote").isPresent()) {
            section.violation("order-quote", "must not stand beside sizing");
        }
        List<String> kinds =
                section.keys("sizing").stream()
                        .filter(key -> key.equals("fraction") || key.equals("risk"))
                        .toList();
        if (kinds.size() != 1) {
            section.violation("sizing", "must have either fraction or risk");
            return Optional.empty();
        }
        boolean risk = kinds.getFirst().equals("risk");
        amountKey = "sizing." + kinds.getFirst();
        Sizing usual = Sizing.fraction(BigDecimal.ONE);
        int period = usual.atrPeriod();
        BigDecimal multiple = usual.atrMultiple();
        if (risk) {
            period = own.number("atr-period", period, 1, 500);
            multiple = own.decimal("atr-multiple", multiple, LEAST_PERCENT);
        }
        BigDecimal allocation = own.decimal("allocation", LEAST_ORDER).orElse(null);
        int atrPeriod = period;
        BigDecimal atrMultiple = multiple;
        return own.decimal(kinds.getFirst(), LEAST_ORDER)
                .map(amount ->
                        new Sizing(
                                risk ? Sizing.Kind.RISK : Sizing.Kind.FRACTION,
                                amount,
                                allocation,
                                atrPeriod,
                                atrMultiple));
    }

    private Entry entry() {
        ConfigSection own = section.section("entry");
        OrderType type = own.choice("type", OrderType.MARKET, TYPES);
        if (type == OrderType.MARKET) {
            return Entry.MARKET;
        }
        return new Entry(
                type,
                own.choice("time-in-force", TimeInForce.GTC, TIMES_IN_FORCE),
                own.decimal("offset-percent", BigDecimal.ZERO, BigDecimal.ZERO),
                optionalDuration(own, "expire-after"));
    }

    private Exits exits() {
        return new Exits(
                section.decimal("stop-loss-percent", LEAST_PERCENT).orElse(null),
                section.decimal("take-profit-percent", LEAST_PERCENT).orElse(null),
                roi(),
                trailing(),
                optionalDuration(section, "time-limit"),
                section.duration("cooldown", Duration.ZERO, Duration.ZERO));
    }

    private List<Exits.RoiStep> roi() {
        List<Exits.RoiStep> steps = new ArrayList<>();
        section.map("roi")
                .forEach((after, percent) -> {
                    Optional<Duration> time = Durations.parse(after);
                    Optional<BigDecimal> profit = number(percent);
                    if (time.isPresent() && profit.isPresent()) {
                        steps.add(new Exits.RoiStep(time.get(), profit.get()));
                    } else {
                        section.violation(
                                "roi",
                                "must name a percentage for each duration, as in 30m: 2, was %s: %s"
                                        .formatted(after, percent));
                    }
                });
        steps.sort(Comparator.comparing(Exits.RoiStep::after));
        return steps;
    }

    private Exits.@Nullable Trailing trailing() {
        if (section.keys("trailing").isEmpty()) {
            return null;
        }
        ConfigSection own = section.section("trailing");
        Optional<BigDecimal> distance = own.decimal("distance", LEAST_PERCENT);
        if (distance.isEmpty() && own.text("distance").isEmpty()) {
            own.violation("distance", "is required");
        }
        BigDecimal activation = own.decimal("activation", BigDecimal.ZERO, BigDecimal.ZERO);
        return distance.map(kept -> new Exits.Trailing(activation, kept)).orElse(null);
    }

    private static @Nullable Duration optionalDuration(ConfigSection section, String key) {
        return section.text(key).isEmpty()
                ? null
                : section.duration(key, Duration.ofMillis(1), Duration.ofMillis(1));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> required(String key, Map<String, T> choices) {
        if (section.text(key).isEmpty()) {
            section.violation(key, "is required");
            return Optional.empty();
        }
        Map<String, Optional<T>> options = new LinkedHashMap<>();
        choices.forEach((name, value) -> options.put(name, Optional.of(value)));
        return section.choice(key, Optional.empty(), options);
    }

    private static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
        return Arrays.stream(values)
                .collect(
                        Collectors.toMap(
                                name, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }
}
