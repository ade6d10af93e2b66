package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static io.tickmesh.risk.Fixtures.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.request.PositionView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private final Exposure exposure = new Exposure(Duration.ofSeconds(30));
    private final Reconciliation reconciliation = new Reconciliation(exposure);

    @Test
    void agreesWhenTheFillsWereSeen() {
        exposure.fill(entry("a").filled());

        assertThat(reconciliation.compare(List.of(position("bot-1", "BTCUSDT", "1", "100"))))
                .isEmpty();
        assertThat(reconciliation.isSuspicious()).isFalse();
    }

    @Test
    void takesOverAPositionThatTwoAnswersShow() {
        List<PositionView> answer = List.of(position("bot-1", "BTCUSDT", "2", "90"));

        assertThat(reconciliation.compare(answer)).isEmpty();
        assertThat(exposure.ofAccount("main")).isZero();
        assertThat(reconciliation.isSuspicious()).isTrue();

        assertThat(reconciliation.compare(answer)).hasSize(1);
        assertThat(exposure.ofAccount("main")).isEqualByComparingTo("180");
        assertThat(exposure.ofSymbol("main", "BTCUSDT")).isEqualByComparingTo("180");
        assertThat(reconciliation.isSuspicious()).isFalse();
    }

    @Test
    void forgetsAPositionThatTwoAnswersDoNotShow() {
        exposure.fill(entry("a").filled());

        assertThat(reconciliation.compare(List.of())).isEmpty();
        assertThat(reconciliation.compare(List.of())).hasSize(1);
        assertThat(exposure.ofAccount("main")).isZero();
    }

    @Test
    void doesNotBelieveAnAnswerThatAFillOvertook() {
        // The answer was made before the fill, and arrives after it.
        exposure.fill(entry("a").filled());
        assertThat(reconciliation.compare(List.of())).isEmpty();
        assertThat(reconciliation.compare(List.of(position("bot-1", "BTCUSDT", "1", "100"))))
                .isEmpty();
        assertThat(exposure.ofAccount("main")).isEqualByComparingTo("100");
    }

    @Test
    void doesNotBelieveTwoDifferentDifferences() {
        exposure.fill(entry("a").quantity("3").filled());
        assertThat(reconciliation.compare(List.of())).isEmpty();
        exposure.fill(exit("b").quantity("1").filled());
        assertThat(reconciliation.compare(List.of())).isEmpty();
        assertThat(exposure.ofAccount("main")).isEqualByComparingTo("200");
    }
}
