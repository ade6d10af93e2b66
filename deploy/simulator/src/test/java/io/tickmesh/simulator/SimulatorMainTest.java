package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {

    private static SimulatorConfig parse(String line) {
        return SimulatorMain.parse(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    @Test
    void walksAllSymbolsByDefault() {
        SimulatorConfig config = parse("");

        assertThat(config.symbols()).hasSize(25);
        assertThat(config.port()).isEqualTo(9_090);
        assertThat(config.replay()).isEmpty();
    }

    @Test
    void readsEveryOption() {
        SimulatorConfig config =
                parse(
                        "--host 0.0.0.0 --port 0 --seed 7 --trades-per-second 2.5 --symbols"
                                + " BTCUSDT,ETHBTC --replay some/dir --from 2021-05-19T00:00:00Z --to"
                                + " 2021-05-20T00:00:00Z --speed 600");

        SimulatorConfig.Replay replay = config.replay().orElseThrow();
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.tradesPerSecond()).isEqualTo(2.5);
        assertThat(config.symbols()).containsExactly("BTCUSDT", "ETHBTC");
        assertThat(replay.directory()).isEqualTo(Path.of("some/dir"));
        assertThat(replay.from()).contains(Instant.parse("2021-05-19T00:00:00Z"));
        assertThat(replay.speed()).isEqualTo(600);
    }

    @Test
    void saysWhichOptionMakesNoSense() {
        assertThatThrownBy(() -> parse("--colour red")).hasMessage("unknown option --colour");
        assertThatThrownBy(() -> parse("--port")).hasMessage("--port needs a value");
        assertThatThrownBy(() -> parse("--port x")).hasMessage("--port must be a number, was x");
        assertThatThrownBy(() -> parse("--port 70000")).hasMessageContaining("0..65535");
        assertThatThrownBy(() -> parse("--trades-per-second 0")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> parse("--replay d --speed -1")).hasMessageContaining("0 or more");
    }
}
