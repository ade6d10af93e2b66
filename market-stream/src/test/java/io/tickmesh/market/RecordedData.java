package io.tickmesh.market;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// What was recorded from exchanges. A test that needs something that is not here is skipped, with a message.
public final class RecordedData {
    private RecordedData() {}

    /// Returns the place of a file or folder.
    public static Path path(String path) {
        Path found =
                Path.of(System.getProperty("tickmesh.root", ".."), "..", "shared", "data", path);
        assumeTrue(Files.exists(found), "recorded data are not here: " + path);
        return found;
    }

    /// Returns the lines of a compressed file.
    public static List<String> lines(String path) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(path(path))),
                                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
