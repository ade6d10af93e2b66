package io.tickmesh.notify;

import static io.tickmesh.notify.Fixtures.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertQueueTest {
    private final AlertQueue queue = new AlertQueue(3);

    @Test
    void theMostSevereLeaveFirstAndEqualOnesInTheirOrder() {
        queue.offer(alert(Severity.INFO, "i1"));
        queue.offer(alert(Severity.CRITICAL, "c1"));
        queue.offer(alert(Severity.CRITICAL, "c2"));

        assertThat(drained()).containsExactly("c1", "c2", "i1");
    }

    @Test
    void theOldestOfTheLeastSevereGivesWay() {
        queue.offer(alert(Severity.WARNING, "w1"));
        queue.offer(alert(Severity.INFO, "i1"));
        queue.offer(alert(Severity.INFO, "i2"));

        assertThat(dropped(alert(Severity.CRITICAL, "c1"))).isEqualTo("i1");
        assertThat(dropped(alert(Severity.INFO, "i3"))).isEqualTo("i2");
        assertThat(dropped(alert(Severity.WARNING, "w2"))).isEqualTo("i3");
        assertThat(dropped(alert(Severity.INFO, "i4"))).isEqualTo("i4");
        assertThat(dropped(alert(Severity.CRITICAL, "c2"))).isEqualTo("w1");
        assertThat(drained()).containsExactly("c1", "c2", "w2");
    }

    @Test
    void aCriticalIsNeverDroppedWhileALesserOneWaits() {
        AlertQueue big = new AlertQueue(50);
        Random random = new Random(7);
        int criticals = 0;
        for (int i = 0; i < 5_000 && criticals < 50; i++) {
            Severity severity =
                    random.nextInt(100) == 0
                            ? Severity.CRITICAL
                            : i % 2 == 0 ? Severity.INFO : Severity.WARNING;
            criticals += severity == Severity.CRITICAL ? 1 : 0;
            Alert dropped = big.offer(alert(severity, "a" + i));
            assertThat(dropped == null || dropped.severity() != Severity.CRITICAL).isTrue();
            assertThat(big.size()).isLessThanOrEqualTo(50);
        }
        for (int i = 0; i < criticals; i++) {
            Alert next = big.poll();
            assertThat(next).isNotNull().extracting(Alert::severity).isEqualTo(Severity.CRITICAL);
        }
    }

    private String dropped(Alert alert) {
        Alert dropped = queue.offer(alert);
        return dropped == null ? "" : dropped.text();
    }

    private List<String> drained() {
        List<String> texts = new ArrayList<>();
        for (Alert next = queue.poll(); next != null; next = queue.poll()) {
            texts.add(next.text());
        }
        assertThat(queue.size()).isZero();
        return texts;
    }
}
