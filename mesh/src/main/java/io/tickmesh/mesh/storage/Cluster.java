package io.tickmesh.mesh.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// The files of an embedded server.
///
/// @param files what the server itself owns
/// @param password lets the only user in
record Cluster(Path files, Password password) {
    /// The only user; owns everything.
    static final String USER = "tickmesh";

    /// The database that every server has.
    static final String DATABASE = "postgres";

    private static final String FILES = "cluster";
    private static final String PASSWORD = "password";
    private static final Duration INITIALISING = Duration.ofMinutes(2);
    private static final int PASSWORD_BYTES = 24;
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// Returns the files below `directory`, which are made if they are not there.
    ///
    /// @param durable whether to wait until the disk has them
    /// @throws StorageException if what is there is no database
    static Cluster in(Path directory, Programs programs, boolean durable) throws IOException {
        Path files = directory.resolve(FILES);
        Path secret = directory.resolve(PASSWORD);
        if (!Files.exists(files)) {
            initialise(directory, programs, durable);
        }
        if (!Files.exists(files.resolve("PG_VERSION"))) {
            throw new StorageException(
                    files
                            + " holds files, but no PostgreSQL database; move them away, or choose another data.dir");
        }
        if (!Files.exists(secret)) {
            throw new StorageException(
                    "%s is gone, and with it the way into the database beside it"
                            .formatted(secret));
        }
        return new Cluster(files, new Password(Files.readString(secret).strip()));
    }

    /// Returns the files below `directory`, if there are any.
    static Optional<Cluster> existing(Path directory) throws IOException {
        Path files = directory.resolve(FILES);
        Path secret = directory.resolve(PASSWORD);
        return Files.exists(files) && Files.exists(secret)
                ? Optional.of(new Cluster(files, new Password(Files.readString(secret).strip())))
                : Optional.empty();
    }

    /// The files get their name last: after an end in the middle the next start begins anew.
    private static void initialise(Path directory, Programs programs, boolean durable)
            throws IOException {
        Path secret = directory.resolve(PASSWORD);
        Files.deleteIfExists(secret);
        Files.createFile(secret, PRIVATE);
        Files.writeString(secret, randomPassword());
        Path half = directory.resolve(FILES + ".half");
        Command.deleteAll(half);
        Command initdb =
                programs.command("initdb")
                        .with("-D", half.toString(), "-U", USER, "--encoding=UTF8")
                        .with("--auth=scram-sha-256", "--pwfile=" + secret)
                        .with("--locale-provider=builtin", "--locale=C.UTF-8")
                        .with("--no-instructions");
        (durable ? initdb : initdb.with("--no-sync", "--wal-segsize=1")).run(INITIALISING, _ -> {});
        if (durable) {
            force(secret);
        }
        Files.move(half, directory.resolve(FILES));
        if (durable) {
            force(directory);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
