package io.tickmesh.bot.backtest;

import io.tickmesh.bot.BotConfig;
import io.tickmesh.bot.DefinitionCheck;
import io.tickmesh.bot.EngineConfig;
import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.execution.PaperTerms;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestCosts;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.request.FieldError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The bots of a backtest: like live ones, but for what its specification says. Immutable.
final class Bots {
    private static final String NAMELESS = "backtest";

    private final EngineConfig live;

    /// @param live what live bots do
    Bots(EngineConfig live) {
        this.live = live;
    }

    Optional<Account> account(String id) {
        return live.accounts().stream().filter(account -> account.id().equals(id)).findFirst();
    }

    List<String> accountIds() {
        return live.accounts().stream().map(Account::id).toList();
    }

    /// Returns the currency of an account that has passed the check.
    String currency(BacktestAccount account) {
        return account.currency() == null
                ? account(Objects.requireNonNull(account.id())).orElseThrow().currency()
                : account.currency();
    }

    BigDecimal takerFee(BacktestSpec spec) {
        return paper(spec).fees().taker();
    }

    /// Returns the specification with these values of parameters in place of its own.
    BacktestSpec with(BacktestSpec spec, Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>();
        if (spec.parameters() != null) {
            all.putAll(spec.parameters());
        }
        all.putAll(values);
        return spec.withParameters(all);
    }

    /// @param violations told what is wrong with the bots, each thing once
    void check(BacktestSpec spec, Consumer<? super FieldError> violations) {
        var _ = bot(spec, spec.symbols().getFirst(), "b0", violations);
    }

    /// Returns the engine of a specification that has passed the check.
    EngineConfig engine(BacktestSpec spec) {
        BacktestAccount money = spec.account();
        Account account = new Account(name(money), currency(money), money.capital());
        List<BotConfig> bots = new ArrayList<>();
        for (String symbol : spec.symbols()) {
            bots.add(bot(spec, symbol, "b" + bots.size(), _ -> {}).orElseThrow());
        }
        return live.withAccounts(List.of(account))
                .withBots(bots)
                .withPaper(paper(spec))
                .withStartStagger(Duration.ZERO);
    }

    private Optional<BotConfig> bot(
            BacktestSpec spec, String symbol, String id, Consumer<? super FieldError> violations) {
        String account = name(spec.account());
        BotDefinition definition =
                new BotDefinition(
                        id,
                        account,
                        symbol,
                        spec.interval(),
                        spec.strategy(),
                        spec.rule(),
                        Objects.requireNonNullElse(spec.parameters(), Map.of()),
                        Objects.requireNonNullElseGet(
                                spec.sizing(), () -> Sizing.fraction(BigDecimal.ONE)),
                        Objects.requireNonNullElse(spec.entry(), Entry.MARKET),
                        Objects.requireNonNullElse(spec.exits(), Exits.NONE));
        return new DefinitionCheck(live.strategies(), Set.of(account))
                .check(definition, violations);
    }

    private PaperTerms paper(BacktestSpec spec) {
        PaperTerms usual = live.paper();
        BacktestCosts costs = spec.costs();
        return costs == null
                ? usual
                : new PaperTerms(
                        new Fees(
                                Objects.requireNonNullElse(costs.makerFee(), usual.fees().maker()),
                                Objects.requireNonNullElse(costs.takerFee(), usual.fees().taker())),
                        Objects.requireNonNullElse(costs.slippageTicks(), usual.slippageTicks()),
                        Objects.requireNonNullElse(costs.latency(), usual.latency()),
                        usual.ordersPerBot());
    }

    private static String name(BacktestAccount account) {
        return Objects.requireNonNullElse(account.id(), NAMELESS);
    }
}
