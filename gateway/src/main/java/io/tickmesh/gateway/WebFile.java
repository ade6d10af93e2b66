package io.tickmesh.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file of the dashboard, held in memory as it is and as it was compressed when it was built.
///
/// @param variants what to send, by content encoding, the smallest first; the last is `identity`
/// @param tag what the content is known by
record WebFile(String type, String tag, String caching, Map<String, Buffer> variants) {
    private static final String IDENTITY = "identity";
    // Files whose name changes with their content need never be asked for again.
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "txt", "text/plain; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png");

    /// Reads a file of the class path, with `.br` and `.gz` beside it where there are any. Blocks.
    ///
    /// @throws IOException if there is no such file, or of a type that is not served
    static WebFile read(String resource, String tag) throws IOException {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IOException(resource + " is of a type that is not served");
        }
        Map<String, Buffer> variants = new LinkedHashMap<>();
        for (String encoding : new String[] {"br", "gzip"}) {
            byte[] packed = bytes(resource + (encoding.equals("br") ? ".br" : ".gz"));
            if (packed != null) {
                variants.put(encoding, Buffer.buffer(packed));
            }
        }
        byte[] plain = bytes(resource);
        if (plain == null) {
            throw new FileNotFoundException(resource + " is not on the class path");
        }
        variants.put(IDENTITY, Buffer.buffer(plain));
        return new WebFile(
                type, tag, resource.contains("/assets/") ? FOR_EVER : ASK_AGAIN, variants);
    }

    /// Answers with the file in an encoding that the client takes, or that it has not changed.
    void send(HttpServerRequest request) {
        String encoding = encoding(request.getHeader("accept-encoding"));
        String known = request.getHeader("if-none-match");
        HttpServerResponse response =
                request.response()
                        .putHeader("cache-control", caching)
                        .putHeader("vary", "accept-encoding")
                        .putHeader("etag", '"' + tag + '-' + encoding + '"');
        if (known != null && known.contains('"' + tag + '-')) {
            // Failing means that the client has gone.
            var _ = response.setStatusCode(304).end();
            return;
        }
        if (!encoding.equals(IDENTITY)) {
            response.putHeader("content-encoding", encoding);
        }
        var _ = response.putHeader("content-type", type).end(variants.get(encoding));
    }

    private String encoding(@Nullable String accepted) {
        if (accepted == null) {
            return IDENTITY;
        }
        return variants.keySet().stream()
                .filter(encoding -> accepts(accepted, encoding))
                .findFirst()
                .orElse(IDENTITY);
    }

    private static boolean accepts(String accepted, String encoding) {
        return Arrays.stream(accepted.split(","))
                .map(part -> part.replace(" ", ""))
                .filter(part -> part.equals(encoding) || part.startsWith(encoding + ";"))
                .anyMatch(part -> !part.matches(".*;q=0(\\.0*)?"));
    }

    private static byte @Nullable [] bytes(String resource) throws IOException {
        try (InputStream in = WebFile.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
