package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Secret;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request shows to be let in.
///
/// @param secret a token, or what is in the cookie of a session
record Credentials(Kind kind, Secret secret) {
    static final String COOKIE = "tickmesh_session";

    private static final int LONGEST_TOKEN = 512;
    private static final Pattern BEARER =
            Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9_-]{43}");

    enum Kind {
        /// Sent by a program, which nobody can make send it.
        TOKEN,
        /// Sent by a browser by itself, whichever page makes it send a request.
        COOKIE
    }

    /// Returns what a request shows: a token rather than a cookie, nothing if it has neither.
    ///
    /// @throws ProblemException if it shows something that no client of ours sends
    static Optional<Credentials> of(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (!headers.isEmpty()) {
            return Optional.of(new Credentials(Kind.TOKEN, bearer(request, headers)));
        }
        List<String> cookies = cookies(request);
        // Several of the same name: a page of a neighbouring name may have added its own.
        return cookies.size() != 1 || !SESSION.matcher(cookies.getFirst()).matches()
                ? Optional.empty()
                : Optional.of(new Credentials(Kind.COOKIE, new Secret(cookies.getFirst())));
    }

    /// Cookies as they were sent: a parser would keep one of each name.
    private static List<String> cookies(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .toList();
    }

    private static Secret bearer(HttpServerRequest request, List<String> headers) {
        String header = headers.getFirst();
        Matcher bearer = BEARER.matcher(header.length() > LONGEST_TOKEN ? "" : header.strip());
        if (headers.size() > 1 || !bearer.matches()) {
            request.response().putHeader("www-authenticate", "Bearer error=\"invalid_request\"");
            throw new ProblemException(
                    Problem.of(401, "The header Authorization must be Bearer and a token, once."));
        }
        return new Secret(Objects.requireNonNull(bearer.group(1)));
    }
}
