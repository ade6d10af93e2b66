package io.tickmesh.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the address of a stream connection asks for: `/stream[?streams=a/b]` for combined payloads, `/ws[/a/b]` for raw ones,
/// below any prefix.
///
/// @param combined whether payloads come in an envelope
/// @param streams named in the address
record StreamAddress(boolean combined, List<String> streams) {

    private static final String STREAMS = "streams=";

    /// Returns the parsed address, empty if it is none of ours.
    static Optional<StreamAddress> parse(String path, @Nullable String query) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (trimmed.endsWith("/stream")) {
            return Optional.of(new StreamAddress(true, fromQuery(query)));
        }
        int raw = (trimmed + "/").lastIndexOf("/ws/");
        if (raw < 0) {
            return Optional.empty();
        }
        String names = trimmed.substring(Math.min(trimmed.length(), raw + "/ws/".length()));
        return Optional.of(new StreamAddress(false, split(names)));
    }

    private static List<String> fromQuery(@Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&", -1))
                .filter(p -> p.startsWith(STREAMS))
                .flatMap(p -> split(p.substring(STREAMS.length())).stream())
                .toList();
    }

    /// Clients that subscribe later connect to made-up names such as `/ws/0`: what is no stream name is not meant as one.
    private static List<String> split(String names) {
        return Stream.of(URLDecoder.decode(names, StandardCharsets.UTF_8).split("/", -1))
                .filter(name -> name.contains("@"))
                .toList();
    }
}
