package io.tickmesh.bot;

import io.tickmesh.bot.strategy.Parameters;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.bot.strategy.rule.RuleSyntaxException;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.FieldError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with the definition of a bot, all of it at once; the same for the configuration, for REST and for backtests.
/// Immutable.
public final class DefinitionCheck {
    /// Name of the strategy that is written as text.
    static final String RULE = "rule";

    // Part of the ids of its orders, which exchanges limit to 36 characters.
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,24}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{1,20}(\\.[A-Z0-9]{1,20})?");
    private static final BigDecimal LEAST_PERCENT = new BigDecimal("0.01");
    private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(100_000);
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final BigDecimal LEAST_ORDER = new BigDecimal("0.00000001");
    private static final BigDecimal MOST_MONEY = new BigDecimal("1000000000000");
    private static final int MOST_ROI_STEPS = 20;
    private static final int MOST_ATR_PERIOD = 500;
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final StrategyCatalog strategies;
    private final Set<String> accounts;

    /// @param accounts ids of the accounts that there are
    public DefinitionCheck(StrategyCatalog strategies, Set<String> accounts) {
        this.strategies = strategies;
        this.accounts = accounts;
    }

    /// Returns the bot that the definition describes, empty if there were violations.
    ///
    /// @param violations told all that is wrong; fields as in the JSON form, for example `exits.stopLossPercent`
    public Optional<BotConfig> check(
            BotDefinition definition, Consumer<? super FieldError> violations) {
        Problems problems = new Problems(violations);
        matches("id", definition.id(), ID, problems);
        matches("symbol", definition.symbol(), SYMBOL, problems);
        if (!accounts.contains(definition.account())) {
            problems.add(
                    "account",
                    "must be one of %s, was %s"
                            .formatted(String.join(", ", accounts), definition.account()));
        }
        Optional<StrategyType> strategy = strategy(definition, problems);
        Optional<Parameters> parameters =
                strategy.map(type ->
                        type.read(
                                definition.parameters(),
                                (name, problem) ->
                                        problems.add(
                                                name.isEmpty()
                                                        ? "parameters"
                                                        : "parameters." + name,
                                                problem)));
        sizing(definition.sizing(), problems);
        entry(definition.entry(), problems);
        exits(definition.exits(), problems);
        return problems.count > 0
                ? Optional.empty()
                : Optional.of(
                        new BotConfig(
                                definition, strategy.orElseThrow(), parameters.orElseThrow()));
    }

    private Optional<StrategyType> strategy(BotDefinition definition, Problems problems) {
        String rule = definition.rule();
        if (definition.strategy().equals(RULE)) {
            if (rule == null) {
                problems.add("rule", "is required with the strategy rule");
                return Optional.empty();
            }
            try {
                return Optional.of(strategies.rule(rule));
            } catch (RuleSyntaxException e) {
                problems.add(new FieldError("rule", e.line(), e.column(), e.problem()));
                return Optional.empty();
            }
        }
        if (rule != null) {
            problems.add("rule", "needs the strategy rule, was with " + definition.strategy());
        }
        Optional<StrategyType> known = strategies.find(definition.strategy());
        if (known.isEmpty()) {
            problems.add(
                    "strategy",
                    "must be one of %s, was %s"
                            .formatted(
                                    String.join(", ", strategies.names()), definition.strategy()));
        }
        return known;
    }

    private static void sizing(Sizing sizing, Problems problems) {
        switch (sizing.kind()) {
            case QUOTE ->
                    between("sizing.amount", sizing.amount(), LEAST_ORDER, MOST_MONEY, problems);
            case FRACTION -> fraction(sizing, problems);
            case RISK -> {
                fraction(sizing, problems);
                if (sizing.atrPeriod() < 1 || sizing.atrPeriod() > MOST_ATR_PERIOD) {
                    problems.add(
                            "sizing.atrPeriod",
                            "must be a whole number from 1 to %d, was %d"
                                    .formatted(MOST_ATR_PERIOD, sizing.atrPeriod()));
                }
                between("sizing.atrMultiple", sizing.atrMultiple(), LEAST_PERCENT, ALL, problems);
            }
        }
        if (sizing.allocation() != null) {
            between("sizing.allocation", sizing.allocation(), LEAST_ORDER, MOST_MONEY, problems);
        }
    }

    private static void fraction(Sizing sizing, Problems problems) {
        between("sizing.amount", sizing.amount(), LEAST_ORDER, BigDecimal.ONE, problems);
    }

    private static void entry(Entry entry, Problems problems) {
        if (entry.offsetPercent().signum() < 0 || entry.offsetPercent().compareTo(ALL) >= 0) {
            problems.add(
                    "entry.offsetPercent",
                    "must be from 0 to below 100, was " + entry.offsetPercent().toPlainString());
        }
        duration("entry.expireAfter", entry.expireAfter(), false, problems);
        if (entry.type() == OrderType.STOP && entry.timeInForce() != TimeInForce.GTC) {
            problems.add("entry.timeInForce", "must be GTC for a stop, was " + entry.timeInForce());
        }
        if (entry.type() != OrderType.MARKET
                && entry.timeInForce() != TimeInForce.GTC
                && entry.expireAfter() != null) {
            problems.add("entry.expireAfter", "needs an order that rests, so GTC");
        }
    }

    private static void exits(Exits exits, Problems problems) {
        BigDecimal stop = exits.stopLossPercent();
        if (stop != null) {
            percent("exits.stopLossPercent", stop, problems);
            below100("exits.stopLossPercent", stop, problems);
        }
        if (exits.takeProfitPercent() != null) {
            percent("exits.takeProfitPercent", exits.takeProfitPercent(), problems);
        }
        roi(exits.roi(), problems);
        Exits.Trailing trailing = exits.trailing();
        if (trailing != null) {
            if (trailing.activationPercent().signum() < 0
                    || trailing.activationPercent().compareTo(MOST_PERCENT) > 0) {
                problems.add(
                        "exits.trailing.activationPercent",
                        "must be from 0 to 100000, was "
                                + trailing.activationPercent().toPlainString());
            }
            percent("exits.trailing.distancePercent", trailing.distancePercent(), problems);
            below100("exits.trailing.distancePercent", trailing.distancePercent(), problems);
        }
        duration("exits.timeLimit", exits.timeLimit(), false, problems);
        duration("exits.cooldown", exits.cooldown(), true, problems);
    }

    private static void roi(List<Exits.RoiStep> steps, Problems problems) {
        if (steps.size() > MOST_ROI_STEPS) {
            problems.add(
                    "exits.roi",
                    "must have at most %d steps, was %d".formatted(MOST_ROI_STEPS, steps.size()));
        }
        Duration before = null;
        for (Exits.RoiStep step : steps) {
            duration("exits.roi", step.after(), true, problems);
            if (before != null && step.after().compareTo(before) <= 0) {
                problems.add(
                        "exits.roi",
                        "must be in the order of time, was %s after %s"
                                .formatted(step.after(), before));
            }
            // Nothing, or a loss, is enough after a while: that is allowed.
            if (step.percent().abs().compareTo(MOST_PERCENT) > 0) {
                problems.add(
                        "exits.roi",
                        "must have percentages up to 100000, was "
                                + step.percent().toPlainString());
            }
            before = step.after();
        }
    }

    private static void percent(String field, BigDecimal value, Problems problems) {
        between(field, value, LEAST_PERCENT, MOST_PERCENT, problems);
    }

    private static void below100(String field, BigDecimal value, Problems problems) {
        if (value.compareTo(ALL) >= 0) {
            problems.add(field, "must be below 100, was " + value.toPlainString());
        }
    }

    private static void between(
            String field, BigDecimal value, BigDecimal least, BigDecimal most, Problems problems) {
        if (value.compareTo(least) < 0) {
            problems.add(
                    field,
                    "must be a number of at least %s, was %s"
                            .formatted(least.toPlainString(), value.toPlainString()));
        } else if (value.compareTo(most) > 0) {
            problems.add(
                    field,
                    "must be a number of at most %s, was %s"
                            .formatted(most.toPlainString(), value.toPlainString()));
        }
    }

    private static void duration(
            String field, @Nullable Duration value, boolean zero, Problems problems) {
        if (value != null
                && (value.isNegative()
                        || (!zero && value.isZero())
                        || value.compareTo(LONGEST) > 0)) {
            problems.add(
                    field,
                    "must be a duration %s and at most 3650 days, was %s"
                            .formatted(zero ? "of at least 0s" : "above 0s", value));
        }
    }

    private static void matches(String field, String value, Pattern pattern, Problems problems) {
        if (!pattern.matcher(value).matches()) {
            problems.add(field, "must match %s, was %s".formatted(pattern, value));
        }
    }

    private static final class Problems {
        private final Consumer<? super FieldError> reader;
        private int count;

        Problems(Consumer<? super FieldError> reader) {
            this.reader = reader;
        }

        void add(String field, String detail) {
            add(new FieldError(field, detail));
        }

        void add(FieldError error) {
            count++;
            reader.accept(error);
        }
    }
}
