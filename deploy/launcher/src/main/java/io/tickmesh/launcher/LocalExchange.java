package io.tickmesh.launcher;

import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.simulator.SimulatorConfig;
import io.tickmesh.simulator.source.CaptureDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sections `simulator` and `replay`.
final class LocalExchange {
    private static final double FAST = 600;
    private static final double AS_IT_WAS = 1;

    private LocalExchange() {}

    /// Reads what the local exchange would do, whether or not this node runs it.
    static SimulatorConfig read(ConfigReader reader, FeedKind kind, List<String> symbols) {
        ConfigSection section = reader.section("simulator");
        Optional<SimulatorConfig.Replay> replay = replay(reader.section("replay"), kind);
        SimulatorConfig usual = SimulatorConfig.defaults();
        SimulatorConfig walk =
                usual.withHost(section.text("host", usual.host()))
                        .withPort(section.number("port", 8090, 0, 65_535))
                        .withSeed(section.number("seed", 1L, 0, Long.MAX_VALUE))
                        .withTradesPerSecond(section.real("trades-per-second", 10, 0.01, 10_000))
                        .withControl(section.flag("control", true))
                        .withSymbols(symbols);
        return replay.map(walk::withReplay).orElse(walk);
    }

    private static Optional<SimulatorConfig.Replay> replay(ConfigSection section, FeedKind kind) {
        Optional<Path> data = section.text("data").map(Path::of);
        double usualSpeed = data.map(LocalExchange::usualSpeed).orElse(FAST);
        double speed = section.real("speed", usualSpeed, 0, 1e9);
        Optional<Instant> from = section.instant("from");
        Optional<Instant> to = section.instant("to");
        if (kind != FeedKind.REPLAY) {
            return Optional.empty();
        }
        if (data.isEmpty()) {
            section.violation(
                    "data",
                    "is required to replay: the directory of the recorded candles or captured messages (--data DIR)");
            return Optional.empty();
        }
        if (!Files.isDirectory(data.get())) {
            section.violation("data", "must be a directory, was " + data.get());
            return Optional.empty();
        }
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            section.violation("to", "must be after replay.from, was " + to.get());
            return Optional.empty();
        }
        return Optional.of(new SimulatorConfig.Replay(data.get(), from, to, speed));
    }

    /// A month of candles is watched fast, minutes of captured messages as they were. What cannot be read is told by others.
    private static double usualSpeed(Path data) {
        try {
            return Files.isDirectory(data) && CaptureDirectory.holdsCaptures(data)
                    ? AS_IT_WAS
                    : FAST;
        } catch (IOException _) {
            return FAST;
        }
    }
}
