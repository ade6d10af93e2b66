package io.tickmesh.mesh.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.tukaani.xz.XZInputStream;

/// The programs of the PostgreSQL server that comes with Tickmesh, unpacked once per user and version.
///
/// @param directory holds `bin`, `lib` and `share`
record Programs(Path directory) {
    private static final Duration UNPACKING = Duration.ofMinutes(2);
    private static final String PRIVATE = "rwx------";

    /// Returns the programs for this machine; unpacks them if that has not happened yet.
    ///
    /// @param fallback where to unpack them if the user has no cache directory
    /// @throws StorageException if there are none for this machine, or they cannot be unpacked
    static Programs unpacked(Path fallback) {
        Path cache = cache(fallback);
        String platform = platform();
        URL archive = Programs.class.getResource("/postgres-" + platform + ".txz");
        if (archive == null) {
            throw new StorageException(
                    "no PostgreSQL for %s comes with Tickmesh; set database.url to the address of a server"
                            .formatted(platform));
        }
        try {
            Path directory = cache.resolve("postgresql-" + version(archive) + "-" + platform);
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        cache,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(PRIVATE)));
                unpack(archive, directory);
            }
            return new Programs(directory);
        } catch (IOException e) {
            throw new StorageException("cannot unpack PostgreSQL below " + cache + ": " + e, e);
        }
    }

    /// Returns the command that runs one of the programs. PostgreSQL refuses to run as root; in a user namespace of its own root is
    /// nobody special, and its files are still its own.
    Command command(String program) {
        String path = directory.resolve("bin").resolve(program).toString();
        return isRoot() ? new Command("unshare", "-U", path) : new Command(path);
    }

    /// Returns whether `program` is one of these.
    boolean include(Path program) {
        return program.startsWith(directory);
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static Path cache(Path fallback) {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        Path cache =
                configured == null || configured.isBlank()
                        ? home.resolve(".cache")
                        : Path.of(configured);
        boolean usable = Files.isWritable(Files.isDirectory(cache) ? cache : home);
        return usable ? cache.resolve("tickmesh") : fallback;
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture =
                switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    case String other -> other;
                };
        return system + "-" + architecture;
    }

    /// The archive has no version in its name: a checksum of its beginning and its length tell archives apart, and cost nothing.
    private static String version(URL archive) throws IOException {
        CRC32 checksum = new CRC32();
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            checksum.update(in.readNBytes(65_536));
        }
        return HexFormat.of().toHexDigits((int) checksum.getValue())
                + Long.toHexString(connection.getContentLengthLong());
    }

    /// Processes that unpack at the same time take turns; whoever comes later finds it done.
    private static synchronized void unpack(URL archive, Path directory) throws IOException {
        Path lock = directory.resolveSibling("lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.isDirectory(directory)) {
                return;
            }
            Path half = directory.resolveSibling(directory.getFileName() + ".half");
            Command.deleteAll(half);
            Files.createDirectory(half);
            try (InputStream in = new XZInputStream(archive.openStream())) {
                new Command("tar", "-x", "-f", "-", "-C", half.toString())
                        .run(UNPACKING, out -> copy(in, out));
            }
            try {
                Files.move(half, directory);
            } catch (FileAlreadyExistsException _) {
                Command.deleteAll(half);
            }
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }
}
