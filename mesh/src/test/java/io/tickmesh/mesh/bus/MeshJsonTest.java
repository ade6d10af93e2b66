package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The golden file pins the wire form: other nodes, and people's programs, read it. To accept a change that is meant, run
/// with `-Dtickmesh.golden=write` and review the difference.
final class MeshJsonTest {
    private static final Path GOLDEN =
            Path.of(
                    System.getProperty("tickmesh.root", "..")
                            + "/mesh/src/test/resources/golden/wire.txt");
    private static final Set<String> NAMES = new TreeSet<>(JsonCodec.TYPES.keySet());

    @Test
    void writesEveryRecordAsTheGoldenFileSays() throws IOException {
        String written =
                NAMES.stream().map(name -> line(name)).collect(Collectors.joining("\n", "", "\n"));

        if ("write".equals(System.getProperty("tickmesh.golden"))) {
            Files.writeString(GOLDEN, written);
        }

        assertThat(written).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void readsBackEveryRecord() throws IOException {
        for (String name : NAMES) {
            Class<?> type = Samples.type(name);
            for (Object record : new Object[] {Samples.full(type), Samples.sparse(type)}) {
                assertThat((Object) MeshJson.read(MeshJson.write(record), type)).isEqualTo(record);
            }
        }
    }

    @Test
    void ignoresFieldsOfNewerNodes() throws IOException {
        byte[] json = "{\"bot\":\"b\",\"added\":{\"later\":[1]}}".getBytes(StandardCharsets.UTF_8);

        assertThat(MeshJson.read(json, io.tickmesh.mesh.request.ListBots.class).bot())
                .isEqualTo("b");
    }

    @Test
    void understandsAHeartbeatOfANodeThatDoesNotSayHowFarItHasRead() throws IOException {
        byte[] json =
                "{\"node\":\"n\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"sequence\":1,\"services\":{},\"latencies\":[],\"inboxes\":{}}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(MeshJson.read(json, io.tickmesh.mesh.cluster.Heartbeat.class).clocks())
                .isEmpty();
    }

    private static String line(String name) {
        byte[] json = MeshJson.write(Samples.full(Samples.type(name)));
        return name + " " + new String(json, StandardCharsets.UTF_8);
    }
}
