package io.tickmesh.market.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.RecordedData;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever is done to recorded messages, reading them ends, and ends with a message or a reason. Skipped where the recordings are
/// missing.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileInputTest {
    private static final int LARGE = 4_000;
    private static final String HOSTILE = "\"\\{}[],:u0-.eE+ \n\tk";

    private final FrameParser messages =
            new FrameParser(
                    List.of(
                            "BTCUSDT", "ETHUSDT", "NKNUSDT", "LRCBTC", "CTKUSDT", "BNBBTC",
                            "BNBUSDT"),
                    List.of(Interval.M1));
    private final KlineParser klines = new KlineParser();
    private final DepthSnapshotParser depth = new DepthSnapshotParser();
    private final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
    private int read;

    @Test
    void refusesEveryMessageThatEndsTooEarly() throws IOException {
        for (byte[] recorded : recorded()) {
            int end = new String(recorded, StandardCharsets.ISO_8859_1).stripTrailing().length();
            for (int length = 0; length < end; length++) {
                byte[] bytes = recorded.clone();
                assertThat(messages.parse(bytes, length)).isEqualTo(MessageKind.MALFORMED);
            }
        }
    }

    @Test
    void refusesEveryAnswerThatEndsTooEarly() throws IOException {
        for (byte[] recorded : recorded()) {
            int end = new String(recorded, StandardCharsets.ISO_8859_1).stripTrailing().length();
            for (int length = 0; length < end; length++) {
                byte[] bytes = new byte[length];
                System.arraycopy(recorded, 0, bytes, 0, length);
                answer(bytes);
            }
        }
        assertThat(read).isZero();
        assertThat(refusals).containsKeys(Refusal.TRUNCATED, Refusal.NOT_JSON);
    }

    @Test
    void readsOrRefusesDamagedMessagesAndAnswers() throws IOException {
        Random random = new Random(7);
        List<byte[]> recorded = recorded();
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = recorded.get(i % recorded.size()).clone();
            for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
                damage(bytes, random);
            }
            int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            MessageKind kind = messages.parse(bytes.clone(), length);
            if (kind == MessageKind.MALFORMED) {
                refusals.merge(messages.refusal(), 1, Integer::sum);
            } else {
                read++;
            }
            answer(bytes);
        }

        assertThat(read).isGreaterThan(10_000);
        assertThat(refusals)
                .containsKeys(
                        Refusal.TRUNCATED,
                        Refusal.NOT_JSON,
                        Refusal.MISSING_FIELD,
                        Refusal.WRONG_TYPE,
                        Refusal.BAD_NUMBER,
                        Refusal.UNKNOWN_SYMBOL,
                        Refusal.UNKNOWN_INTERVAL,
                        Refusal.IMPOSSIBLE_CANDLE);
    }

    @Test
    void readsOrRefusesALargeSnapshotThatIsDamagedOrCut() throws IOException {
        byte[] recorded =
                Files.readAllBytes(
                        RecordedData.path("protocol/binance/rest/depth_1000.btcusdt.capture.json"));
        Random random = new Random(8);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = recorded.clone();
            damage(bytes, random);
            answer(bytes);
            assertThat(messages.parse(recorded.clone(), random.nextInt(recorded.length - 1)))
                    .isEqualTo(MessageKind.MALFORMED);
        }
        assertThat(read).isPositive();
    }

    private void answer(byte[] bytes) {
        try {
            klines.parse(bytes.clone());
            read++;
        } catch (MalformedException e) {
            refusals.merge(e.refusal(), 1, Integer::sum);
        }
        try {
            depth.parse(bytes);
            read++;
        } catch (MalformedException e) {
            refusals.merge(e.refusal(), 1, Integer::sum);
        }
    }

    private static void damage(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = (byte) HOSTILE.charAt(random.nextInt(HOSTILE.length()));
            default -> {
                // Moves a part over another.
                int from = random.nextInt(bytes.length);
                int count = random.nextInt(1 + bytes.length - Math.max(at, from));
                System.arraycopy(bytes, from, bytes, at, Math.min(count, 16));
            }
        }
    }

    /// Everything small that was recorded.
    private static List<byte[]> recorded() throws IOException {
        List<byte[]> recorded = new ArrayList<>();
        try (Stream<Path> files = Files.walk(RecordedData.path("protocol/binance"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length < LARGE) {
                    recorded.add(bytes);
                }
            }
        }
        List<String> connection =
                RecordedData.lines("ws-capture/binance-spot-btcusdt-20240808.txt.gz");
        for (int i = 0; i < 60; i++) {
            String line = connection.get(i * 97);
            byte[] bytes = line.substring(line.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8);
            if (bytes.length < LARGE) {
                recorded.add(bytes);
            }
        }
        assertThat(recorded).hasSizeGreaterThan(100);
        return recorded;
    }
}
