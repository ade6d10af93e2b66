package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.simulator.fault.Fault;
import io.tickmesh.simulator.source.Turbulence;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {

    private static SimulatorConfig parse(String line) {
        return options(line).config();
    }

    private static SimulatorOptions options(String line) {
        return SimulatorOptions.parse(line.isEmpty() ? new String[0] : line.split(" ", -1));
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
                                + " 2021-05-20T00:00:00Z --speed 600 --time-scale 60");

        SimulatorConfig.Replay replay = config.replay().orElseThrow();
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.tradesPerSecond()).isEqualTo(2.5);
        assertThat(config.symbols()).containsExactly("BTCUSDT", "ETHBTC");
        assertThat(replay.directory()).isEqualTo(Path.of("some/dir"));
        assertThat(replay.from()).contains(Instant.parse("2021-05-19T00:00:00Z"));
        assertThat(replay.speed()).isEqualTo(600);
        assertThat(config.timeScale()).isEqualTo(60);
    }

    @Test
    void saysWhichOptionMakesNoSense() {
        assertThatThrownBy(() -> parse("--colour red")).hasMessage("unknown option --colour");
        assertThatThrownBy(() -> parse("--port")).hasMessage("--port needs a value");
        assertThatThrownBy(() -> parse("--port x"))
                .hasMessage("--port must be a whole number, was x");
        assertThatThrownBy(() -> parse("--port 70000")).hasMessageContaining("0..65535");
        assertThatThrownBy(() -> parse("--trades-per-second 0")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> parse("--time-scale 0")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> parse("--replay d --speed -1")).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> parse("--speed 2")).hasMessage("--speed needs --replay DIR");
        assertThatThrownBy(() -> parse("--replay d --from monday"))
                .hasMessage("--from must be an instant such as 2021-05-19T00:00:00Z, was monday");
        assertThatThrownBy(() -> parse("--jumps-per-day -1"))
                .hasMessage("jumpsPerDay must be from 0.0 to 86400.0, was -1.0");
        assertThatThrownBy(() -> parse("--fault {\"kind\":\"rain\"}"))
                .hasMessageStartingWith(
                        "--fault: kind is unknown, was rain; known are cut, silence");
        assertThatThrownBy(() -> parse("--fault rain")).hasMessage("--fault must be a JSON object");
    }

    @Test
    void readsTurbulenceAndFaults() {
        SimulatorOptions options =
                options(
                        "--cluster-deviation 0.5 --cluster-seconds 60 --jumps-per-day 9"
                                + " --jump-deviation 0.01 --no-control --fault {\"kind\":\"cut\"}"
                                + " --fault {\"kind\":\"silence\"}");

        assertThat(options.config().turbulence()).isEqualTo(new Turbulence(0.5, 60, 9, 0.01));
        assertThat(options.config().control()).isFalse();
        assertThat(options.faults()).hasSize(2).first().isEqualTo(new Fault.Cut());
    }

    @Test
    void explainsEveryOption() {
        assertThat(SimulatorOptions.askForHelp(new String[] {"--port", "1", "--help"})).isTrue();
        assertThat(SimulatorOptions.HELP)
                .contains("--host", "--port", "--symbols", "--seed", "--trades-per-second")
                .contains("--cluster-deviation", "--cluster-seconds", "--jumps-per-day")
                .contains("--jump-deviation", "--replay", "--from", "--to", "--speed")
                .contains("--fault", "--no-control");
    }
}
