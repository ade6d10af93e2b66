package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestAccount.RiskLimits;
import io.tickmesh.mesh.backtest.BacktestData;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.recording.RecordedCandles;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Does the work of a job: reads the candles, finds the rules, runs. Blocks; called on the threads of jobs.
final class Workbench implements Queue.Worker {
    private static final BigDecimal LARGEST_QUANTITY = new BigDecimal("1000000000000");

    private final BacktestConfig config;
    private final CandleLibrary library;
    private final MarketHistory market;
    private final Bots bots;
    private final Risk.Factory risk;

    /// @param risk makes the risk of runs that have one
    Workbench(
            BacktestConfig config,
            CandleLibrary library,
            MarketHistory market,
            Bots bots,
            Risk.Factory risk) {
        this.config = config;
        this.library = library;
        this.market = market;
        this.bots = bots;
        this.risk = risk;
    }

    @Override
    public Job.Product work(Job job) {
        BacktestSpec spec = job.request().spec();
        SearchSpec search = job.request().search();
        Leash leash = new Leash(job, config.timeLimit());
        Ground ground = ground(spec);
        if (search == null) {
            Outcome outcome =
                    new Run(plan(spec, ground, ground.fromMillis, ground.endMillis), _ -> {})
                            .run(leash);
            double capital = spec.account().capital().doubleValue();
            return new Job.Product(
                    outcome.result(),
                    null,
                    new Payload(outcome.trades(), Points.of(outcome.curve(), capital)));
        }
        List<Map<String, String>> combinations =
                new Space(search, _ -> {})
                        .combinations().stream()
                                .filter(own -> isPossible(bots.with(spec, own)))
                                .toList();
        Search.Planner planner =
                (parameters, from, end) -> plan(bots.with(spec, parameters), ground, from, end);
        List<Folds.Fold> folds =
                Folds.of(search, spec.interval(), ground.fromMillis, ground.endMillis);
        return new Job.Product(
                null,
                new Search(search.objective(), folds, leash, planner).search(combinations),
                Payload.NOTHING);
    }

    /// Returns the plan of a single run.
    Plan plan(BacktestSpec spec) {
        Ground ground = ground(spec);
        return plan(spec, ground, ground.fromMillis, ground.endMillis);
    }

    private Plan plan(BacktestSpec spec, Ground ground, long fromMillis, long endMillis) {
        return new Plan(
                bots.engine(spec),
                ground.recordings,
                spec.interval(),
                Objects.requireNonNullElse(spec.prices(), PriceMode.NEXT_OPEN),
                fromMillis,
                endMillis,
                bots.takerFee(spec),
                spec.account().limits() == RiskLimits.NONE ? null : risk);
    }

    private boolean isPossible(BacktestSpec spec) {
        boolean[] possible = {true};
        bots.check(spec, _ -> possible[0] = false);
        return possible[0];
    }

    private Ground ground(BacktestSpec spec) {
        BacktestData data = spec.data();
        Instant from = data == null ? null : data.from();
        Instant to = data == null ? null : data.to();
        List<Recording> recordings = new ArrayList<>();
        long left = config.maxCandles();
        for (String symbol : spec.symbols()) {
            RecordedCandles candles = candles(spec, data, symbol, to);
            left -= candles.size();
            if (left < 0) {
                throw new WrongFieldException(
                        "data",
                        "has more than %d candles of all symbols".formatted(config.maxCandles()));
            }
            recordings.add(new Recording(rules(spec, symbol, candles), candles));
        }
        long first =
                recordings.stream()
                        .mapToLong(own -> own.candles().openMillis(0))
                        .min()
                        .orElseThrow();
        long end = recordings.stream().mapToLong(Workbench::end).max().orElseThrow();
        return new Ground(
                recordings,
                within("data.from", from, first, first, end),
                within("data.to", to, end, first, end));
    }

    private RecordedCandles candles(
            BacktestSpec spec, @Nullable BacktestData data, String symbol, @Nullable Instant to) {
        Interval interval =
                data == null || data.interval() == null ? spec.interval() : data.interval();
        if (data == null || data.path() == null) {
            return market.candles(symbol, interval, null);
        }
        Path path = library.resolve(data.path());
        return library.read(path, symbol, interval, to);
    }

    /// What was asked for must be there: a result for another period would be misread.
    private static long within(
            String field, @Nullable Instant wanted, long standard, long first, long end) {
        if (wanted == null) {
            return standard;
        }
        long millis = wanted.toEpochMilli();
        if (millis < first || millis > end) {
            throw new WrongFieldException(
                    field,
                    "must be from %s to %s, where there are candles, was %s"
                            .formatted(
                                    Instant.ofEpochMilli(first),
                                    Instant.ofEpochMilli(end),
                                    wanted));
        }
        return millis;
    }

    private static long end(Recording recording) {
        RecordedCandles candles = recording.candles();
        return candles.interval().next(candles.openMillis(candles.size() - 1));
    }

    private SymbolRules rules(BacktestSpec spec, String symbol, RecordedCandles candles) {
        String currency = bots.currency(spec.account());
        List<SymbolRules> given = spec.rules() == null ? List.of() : spec.rules();
        SymbolRules rules =
                given.stream()
                        .filter(own -> own.symbol().equals(symbol))
                        .findFirst()
                        .or(() -> market.rules(symbol))
                        .orElseGet(() -> guessed(symbol, currency, candles));
        if (!rules.quoteAsset().equals(currency)) {
            throw new WrongFieldException(
                    "account.currency",
                    "must be %s, in which %s is paid, was %s"
                            .formatted(rules.quoteAsset(), symbol, currency));
        }
        return rules;
    }

    /// Rules as fine as the recording is.
    private static SymbolRules guessed(String symbol, String currency, RecordedCandles candles) {
        String base =
                symbol.endsWith(currency)
                        ? symbol.substring(0, symbol.length() - currency.length())
                        : symbol;
        return new SymbolRules(
                symbol,
                base,
                currency,
                BigDecimal.ONE.movePointLeft(candles.priceDecimals()),
                BigDecimal.ONE.movePointLeft(8),
                BigDecimal.ZERO,
                LARGEST_QUANTITY,
                BigDecimal.ZERO);
    }

    /// The candles of a job and the time in which it trades.
    private record Ground(List<Recording> recordings, long fromMillis, long endMillis) {}
}
