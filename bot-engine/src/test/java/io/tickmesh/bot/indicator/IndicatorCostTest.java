package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tickmesh.mesh.market.Candle;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an indicator costs for one bar. The limit is many times what it takes, so that only one that does work in proportion to
/// its window, where it says that it does not, fails here.
class IndicatorCostTest {
    private static final int BARS = 20_000;
    private static final int ROUNDS = 8;
    private static final int LIMIT_NANOS = 2_000;
    private static final int LARGEST = 1_000;

    private static final List<Candle> WALK = Bars.walk(2, BARS, 57_000);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Named<IndicatorType>> types() {
        return IndicatorTypes.all().stream().map(type -> Named.of(type.name(), type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void isSmallWhateverThePeriodAndAllocatesNothing(IndicatorType type) {
        long usual = nanos(type.call());
        double[] values = type.arguments().isEmpty() ? new double[0] : new double[] {LARGEST};
        long largest = nanos(type.call(values));
        System.out.printf(
                "%s: %d ns a bar, %d with the largest period%n", type.call(), usual, largest);
        assertThat(usual).isLessThan(LIMIT_NANOS);
        if (!type.name().equals("cci")) {
            assertThat(largest).isLessThan(LIMIT_NANOS);
        }
    }

    private long nanos(IndicatorCall call) {
        Indicators indicators = new Indicators();
        indicators.get(call);
        WALK.forEach(indicators::update);
        long best = Long.MAX_VALUE;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long begun = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < BARS; i++) {
                indicators.update(WALK.get(i));
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - begun) / BARS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - allocated);
        }
        assertThat(least).as("bytes for %d bars", BARS).isLessThan(BARS);
        return best;
    }
}
