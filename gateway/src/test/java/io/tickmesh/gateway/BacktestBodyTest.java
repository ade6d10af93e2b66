package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.backtest.BacktestAccount.RiskLimits;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.StartBacktest;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class BacktestBodyTest {
    @Test
    void readsWhatIsThereAndLeavesTheRestAsUsual() {
        BacktestSpec spec =
                read("""
                {"symbols": ["BTCUSDT"], "interval": "1h", "rule": "enter: rsi(14) < 30",
                 "data": {"path": "1h", "from": "2022-01-01T00:00:00Z"}, "prices": "NEXT_OPEN",
                 "account": {"currency": "USDT", "capital": 10000, "limits": "NONE"}}
                """)
                        .spec();

        assertThat(spec.strategy()).isEqualTo("rule");
        assertThat(spec.interval()).isEqualTo(Interval.H1);
        assertThat(spec.prices()).isEqualTo(PriceMode.NEXT_OPEN);
        assertThat(spec.account().limits()).isEqualTo(RiskLimits.NONE);
        assertThat(Objects.requireNonNull(spec.data()).from())
                .isEqualTo(Instant.parse("2022-01-01T00:00:00Z"));
        assertThat(spec.entry()).isEqualTo(Entry.MARKET);
        assertThat(spec.exits()).isEqualTo(Exits.NONE);
        assertThat(spec.sizing()).isNull();
    }

    @Test
    void readsASearch() {
        SearchSpec search =
                Objects.requireNonNull(
                        read("""
                        {"symbols": ["BTCUSDT"], "interval": "1h", "strategy": "ema-cross",
                         "account": {"id": "main", "capital": 10000},
                         "search": {"space": {"fast": {"min": 5, "max": 20, "step": 5}, "slow": {"values": [26, 50]}},
                                    "method": "GRID", "maxRuns": 8, "objective": "SHARPE", "folds": 3}}
                        """)
                                .search());

        assertThat(search.folds()).isEqualTo(3);
        assertThat(search.space()).containsOnlyKeys("fast", "slow");
        assertThat(Objects.requireNonNull(search.space().get("slow")).values())
                .containsExactly("26", "50");
    }

    private static StartBacktest read(String json) {
        return BodyReader.record(Buffer.buffer(json), BacktestBody.class).request();
    }
}
