package io.tickmesh.mesh.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageConfigTest {
    @Test
    void withoutAnAddressTheNodeRunsItsOwnBelowTheDataDirectory() {
        StorageConfig config = read(Map.of("data.dir", "/var/lib/tickmesh"));

        assertThat(config.server()).isEmpty();
        assertThat(config.dataDirectory()).isEqualTo(Path.of("/var/lib/tickmesh"));
    }

    @Test
    void readsAnAddressAndHidesThePassword() {
        StorageConfig config =
                read(
                        Map.of(
                                "database.url", "postgresql://trader@db.example.org:5433/mesh",
                                "database.password", "tell-nobody",
                                "database.pool-size", "7",
                                "database.ssl-mode", "verify-full"));

        DatabaseConfig server = config.server().orElseThrow();
        assertThat(server.url()).isEqualTo("postgresql://trader@db.example.org:5433/mesh");
        assertThat(server.limits().poolSize()).isEqualTo(7);
        assertThat(server.encryption()).isEqualTo(DatabaseConfig.Encryption.VERIFIED);
        assertThat(config.toString()).doesNotContain("tell-nobody").contains("(hidden)");
    }

    @Test
    void tellsWhatIsWrongWithoutTellingThePassword() {
        assertViolation("postgresql://a:tell-nobody@host/name", "must not contain a password");
        assertViolation("postgresql://a@host/name?sslmode=require", "must not have parameters");
        assertViolation("postgresql://a@host", "must end with the name of a database");
        assertViolation("postgresql://host/name", "must name the user");
        assertViolation("mysql://a@host/name", "postgresql://");
        assertThatThrownBy(() -> read(Map.of("database.password-file", "/does/not/exist")))
                .hasMessageContaining("database.password-file must be a file that can be read");
    }

    @Test
    void aWrongPasswordOrDatabaseStopsTheStart() {
        Map<String, String> settings = new HashMap<>(TestDatabases.freshSettings());
        settings.put("database.password", "guess");
        StorageConfig wrong = read(settings);
        assertThatThrownBy(() -> Storage.open(wrong))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("lets us not in: FATAL: password authentication failed");

        settings = new HashMap<>(TestDatabases.freshSettings());
        settings.computeIfPresent("database.url", (_, url) -> url + "x");
        StorageConfig missing = read(settings);
        assertThatThrownBy(() -> Storage.open(missing)).hasMessageContaining("does not exist");
    }

    @Test
    void aServerThatIsAwayDoesNotStopTheStart() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String url = "postgresql://a@127.0.0.1:" + free + "/name";

        try (Storage storage = Storage.open(read(Map.of("database.url", url)))) {
            assertThat(storage.database().url()).isEqualTo(url);
        }
    }

    private static void assertViolation(String url, String problem) {
        assertThatThrownBy(() -> read(Map.of("database.url", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("tell-nobody");
    }

    private static StorageConfig read(Map<String, String> settings) {
        ConfigReader reader = ConfigReader.of("", Map.of(), settings);
        StorageConfig config = StorageConfig.read(reader);
        reader.verify();
        return config;
    }
}
