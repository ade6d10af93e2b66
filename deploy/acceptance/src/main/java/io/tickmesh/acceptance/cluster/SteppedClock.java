package io.tickmesh.acceptance.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The time of day of one process, which can be set while it runs: a library before the system's adds what a file says. Its clock for
/// durations goes on as ever, as with a real step.
final class SteppedClock {
    private final Path offset;
    private final Path library;

    /// Builds the library.
    ///
    /// @param work gets the library and the file
    SteppedClock(Path work) throws IOException, InterruptedException {
        offset = work.resolve("clock-offset");
        library = work.resolve("stepped-clock.so");
        Path source = work.resolve("stepped-clock.c");
        try (InputStream text =
                Objects.requireNonNull(SteppedClock.class.getResourceAsStream("stepped-clock.c"))) {
            Files.copy(text, source);
        }
        set(Duration.ZERO);
        Command.run("cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    }

    /// Returns why no clock can be set here, if so.
    static Optional<String> missing() {
        try {
            Command.run("cc", "--version");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("needs a C compiler: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e.toString());
        }
    }

    /// Returns the variables of a process that has this clock.
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "STEPPED_CLOCK", offset.toString());
    }

    /// Sets it to so much after the true time.
    void set(Duration ahead) throws IOException {
        byte[] nanos =
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(ahead.toNanos())
                        .array();
        // Not a new file: the process has the old one before its eyes.
        if (Files.exists(offset)) {
            try (var file = Files.newByteChannel(offset, StandardOpenOption.WRITE)) {
                var _ = file.write(ByteBuffer.wrap(nanos));
            }
        } else {
            Files.write(offset, nanos);
        }
    }
}
