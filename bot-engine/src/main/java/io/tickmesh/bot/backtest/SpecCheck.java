package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestAccount.RiskLimits;
import io.tickmesh.mesh.backtest.BacktestCosts;
import io.tickmesh.mesh.backtest.BacktestData;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.StartBacktest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says all that is wrong with what is asked for and that can be known before candles are read. Blocks on the file system.
final class SpecCheck {
    private static final int MOST_SYMBOLS = 50;
    private static final int MOST_TICKS = 1_000;
    private static final int MOST_TRIES = 20;
    private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);
    private static final BigDecimal MOST_MONEY = new BigDecimal("1000000000000");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z0-9]{1,20}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{1,20}(\\.[A-Z0-9]{1,20})?");

    private final CandleLibrary library;
    private final Bots bots;
    private final List<FieldError> errors = new ArrayList<>();

    SpecCheck(CandleLibrary library, Bots bots) {
        this.library = library;
        this.bots = bots;
    }

    /// @throws RequestFailedException INVALID with every field that is wrong
    void check(StartBacktest request) {
        BacktestSpec spec = request.spec();
        symbols(spec);
        data(spec);
        account(spec.account());
        costs(spec.costs());
        SearchSpec search = request.search();
        if (search == null) {
            if (errors.isEmpty()) {
                bots.check(spec, errors::add);
            }
        } else {
            search(spec, search);
        }
        if (!errors.isEmpty()) {
            throw RequestFailedException.invalid(errors);
        }
    }

    private void symbols(BacktestSpec spec) {
        List<String> symbols = spec.symbols();
        if (symbols.isEmpty() || symbols.size() > MOST_SYMBOLS) {
            wrong(
                    "symbols",
                    "must be from 1 to %d, was %d".formatted(MOST_SYMBOLS, symbols.size()));
        }
        if (new HashSet<>(symbols).size() < symbols.size()) {
            wrong("symbols", "must be different from each other");
        }
        for (String symbol : symbols) {
            if (!SYMBOL.matcher(symbol).matches()) {
                wrong("symbols", "must match %s, was %s".formatted(SYMBOL, symbol));
            }
        }
        List<SymbolRules> rules = spec.rules();
        if (rules != null) {
            for (int i = 0; i < rules.size(); i++) {
                if (!symbols.contains(rules.get(i).symbol())) {
                    wrong("rules[" + i + "].symbol", "must be one of the symbols");
                }
            }
        }
    }

    private void data(BacktestSpec spec) {
        BacktestData data = spec.data();
        Interval recorded =
                data == null || data.interval() == null ? spec.interval() : data.interval();
        if (spec.interval().nominal().compareTo(recorded.nominal()) < 0
                || spec.interval().nominal().toMillis() % recorded.nominal().toMillis() != 0) {
            wrong("data.interval", "must fit into " + spec.interval() + ", was " + recorded);
        }
        if (spec.prices() == PriceMode.PATH && recorded != Interval.M1) {
            wrong("data.interval", "must be 1m for the prices PATH, was " + recorded);
        }
        if (data == null) {
            return;
        }
        if (data.from() != null && data.to() != null && !data.from().isBefore(data.to())) {
            wrong("data.to", "must be after data.from, was " + data.to());
        }
        if (data.path() != null) {
            try {
                Path path = library.resolve(data.path());
                if (!Files.isDirectory(path) && spec.symbols().size() > 1) {
                    wrong("data.path", "must be a directory for several symbols, was a file");
                }
            } catch (WrongFieldException e) {
                wrong(e.field(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void account(BacktestAccount account) {
        String id = account.id();
        boolean known = id != null && bots.account(id).isPresent();
        if (account.limits() != RiskLimits.NONE && !known) {
            wrong(
                    "account.id",
                    (id == null ? "is required" : "must be one of %s, was %s")
                                    .formatted(bots.accountIds(), id)
                            + " unless account.limits is NONE");
        }
        if (!known && account.currency() == null) {
            wrong("account.currency", "is required where account.id names no configured account");
        }
        if (account.currency() != null && !CURRENCY.matcher(account.currency()).matches()) {
            wrong("account.currency", "must match " + CURRENCY);
        }
        if (account.capital().signum() <= 0 || account.capital().compareTo(MOST_MONEY) > 0) {
            wrong(
                    "account.capital",
                    "must be above 0 and at most %s, was %s"
                            .formatted(
                                    MOST_MONEY.toPlainString(), account.capital().toPlainString()));
        }
    }

    private void costs(@Nullable BacktestCosts costs) {
        if (costs == null) {
            return;
        }
        fee("costs.makerFee", costs.makerFee());
        fee("costs.takerFee", costs.takerFee());
        Integer ticks = costs.slippageTicks();
        if (ticks != null && (ticks < 0 || ticks > MOST_TICKS)) {
            wrong(
                    "costs.slippageTicks",
                    "must be from 0 to %d, was %d".formatted(MOST_TICKS, ticks));
        }
        Duration latency = costs.latency();
        if (latency != null && (latency.isNegative() || latency.compareTo(LONGEST_LATENCY) > 0)) {
            wrong("costs.latency", "must be from 0s to 1m, was " + latency);
        }
    }

    private void fee(String field, @Nullable BigDecimal fee) {
        if (fee != null && (fee.signum() < 0 || fee.compareTo(BigDecimal.ONE) >= 0)) {
            wrong(field, "must be from 0 to below 1, was " + fee.toPlainString());
        }
    }

    /// Some combinations may make no sense, such as a fast average that is slower than the slow one; all of the first few must not.
    private void search(BacktestSpec spec, SearchSpec search) {
        Space space = new Space(search, errors::add);
        Folds.check(search, errors::add);
        if (!errors.isEmpty()) {
            return;
        }
        List<FieldError> first = new ArrayList<>();
        for (Map<String, String> parameters :
                space.combinations().stream().limit(MOST_TRIES).toList()) {
            List<FieldError> own = new ArrayList<>();
            bots.check(bots.with(spec, parameters), own::add);
            if (own.isEmpty()) {
                return;
            }
            if (first.isEmpty()) {
                first.addAll(own);
            }
        }
        errors.addAll(first);
    }

    private void wrong(String field, String detail) {
        errors.add(new FieldError(field, detail));
    }
}
