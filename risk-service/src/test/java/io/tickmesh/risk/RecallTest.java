package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.RecallRiskEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What risk told can be asked for again.
class RecallTest {
    private final DatabaseConfig database = TestDatabases.fresh();
    private final Instant start = Instant.now();

    @Test
    void tellsEveryEventAgainAsItWasToldPageByPage() throws Exception {
        List<Event> told = new ArrayList<>();
        try (Life life = new Life(database, List.of())) {
            assertThat(life.check(entry("a").of("bot-2", "BTCUSDT")).approved()).isTrue();
            life.losses("bot-1", 3);
            told.add(life.awaitEvent(CircuitBreakerFired.class));
            assertThat(life.check(entry("b")).approved()).isFalse();
            life.ask(new ChangeTradingState("main", TradingState.HALTED, "why"));
            told.add(life.awaitEvent(TradingStateChanged.class));
            // Decisions are written behind, and yet among the answer.
            assertThat(life.check(entry("c")).approved()).isFalse();
            assertThat(types(life.ask(recall(start, null, 10))))
                    .containsExactlyInAnyOrder(
                            "RiskApproved",
                            "CircuitBreakerFired",
                            "RiskRejected",
                            "TradingStateChanged",
                            "RiskRejected");
        }
        try (Life life = new Life(database, List.of())) {
            List<Event> recalled = new ArrayList<>();
            RecalledEvents page = life.ask(recall(start, null, 2));
            recalled.addAll(page.items());
            while (page.next() != null) {
                assertThat(page.complete()).isTrue();
                assertThat(page.items()).hasSize(2);
                page = life.ask(recall(start, page.next(), 2));
                recalled.addAll(page.items());
            }
            assertThat(recalled).hasSize(5).doesNotHaveDuplicates().containsAll(told);
            assertThat(page.complete()).isTrue();

            assertThat(life.ask(recall(Instant.now().plusSeconds(60), null, 10)).items()).isEmpty();
        }
    }

    @Test
    void saysThatSomethingMayBeMissingAfterACrashAndBeyondWhatIsKept() throws Exception {
        try (Life crashed = new Life(database, List.of())) {
            assertThat(crashed.ask(recall(start, null, 10)).complete()).isTrue();
            assertThat(crashed.ask(recall(start.minus(Duration.ofDays(3)), null, 10)).complete())
                    .isFalse();
            // Another begins although the first one did not end.
            try (Life next = new Life(database, List.of())) {
                assertThat(next.ask(recall(start, null, 10)).complete()).isFalse();
                assertThat(next.ask(recall(Instant.now().plusSeconds(60), null, 10)).complete())
                        .isTrue();
            }
        }
    }

    private static RecallRiskEvents recall(Instant since, @Nullable String cursor, int limit) {
        return new RecallRiskEvents(since, cursor, limit);
    }

    private static List<String> types(RecalledEvents page) {
        return page.items().stream().map(Event::type).toList();
    }
}
