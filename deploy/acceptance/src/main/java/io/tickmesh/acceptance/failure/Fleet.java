package io.tickmesh.acceptance.failure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The configuration of the systems that are made to fail.
public final class Fleet {
    private Fleet() {}

    /// Returns the configuration, written into a directory that has none.
    public static Path copyTo(Path directory) throws IOException {
        Path file = directory.resolve("fleet.yaml");
        try (InputStream fleet =
                Objects.requireNonNull(Fleet.class.getResourceAsStream("fleet.yaml"))) {
            Files.copy(fleet, file);
        }
        return file;
    }
}
