package io.tickmesh.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the address of a stream connection asks for: `/stream[?streams=a/b]` for combined payloads, `/ws[/a/b]` for raw ones,
/// below any prefix. `timeUnit=MICROSECOND` is an option of both.
///
/// @param combined whether payloads come in an envelope
/// @param microseconds whether times are in microseconds instead of milliseconds
/// @param streams named in the address
record StreamAddress(boolean combined, boolean microseconds, List<String> streams) {

    private static final String STREAMS = "streams=";
    private static final String MICROSECONDS = "TIMEUNIT=MICROSECOND";

    /// Returns the parsed address, empty if it is none of ours.
    static Optional<StreamAddress> parse(String path, @Nullable String query) {
        boolean microseconds =
                parameters(query).anyMatch(p -> p.toUpperCase(Locale.ROOT).equals(MICROSECONDS));
        String open = path + "/";
        int raw = open.lastIndexOf("/ws/");
        int combined = open.lastIndexOf("/stream/");
        try {
            if (combined > raw) {
                return Optional.of(new StreamAddress(true, microseconds, fromQuery(query)));
            }
            return raw < 0
                    ? Optional.empty()
                    : Optional.of(
                            new StreamAddress(
                                    false,
                                    microseconds,
                                    split(open.substring(raw + "/ws/".length()))));
        } catch (IllegalArgumentException _) {
            // A name that is not properly escaped.
            return Optional.empty();
        }
    }

    private static Stream<String> parameters(@Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&", -1));
    }

    private static List<String> fromQuery(@Nullable String query) {
        return parameters(query)
                .filter(p -> p.startsWith(STREAMS))
                .flatMap(p -> split(p.substring(STREAMS.length())).stream())
                .toList();
    }

    /// Clients that subscribe later connect to made-up names such as `/ws/0`: what is no stream name is not meant as one. A plus
    /// sign, as in `@+08:00`, is meant as it is.
    private static List<String> split(String names) {
        String escaped = names.replace("+", "%2B");
        return Stream.of(URLDecoder.decode(escaped, StandardCharsets.UTF_8).split("/", -1))
                .filter(name -> name.contains("@"))
                .toList();
    }
}
