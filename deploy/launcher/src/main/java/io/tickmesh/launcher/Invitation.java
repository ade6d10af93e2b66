package io.tickmesh.launcher;

import io.tickmesh.gateway.GatewayVerticle;
import io.tickmesh.gateway.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What lets whoever has started a node in. Blocks the caller.
///
/// A person at a terminal sees the first token of an admin, and at each start a link that signs the browser in. What is not a
/// terminal may be kept for ever by whoever reads it: there the first token goes to a file that its owner alone can read.
///
/// @param lines for people
record Invitation(String lines) {
    private static final String FILE = "admin-token";
    private static final int PATIENCE_SECONDS = 10;

    static Invitation of(Node node, boolean terminal) {
        GatewayVerticle gateway = node.gateway().orElse(null);
        if (gateway == null) {
            return new Invitation("");
        }
        if (!node.config().gateway().access().required()) {
            return new Invitation("  access   everybody on this machine; authentication is off\n");
        }
        // What is replayed is forgotten at the end, its tokens too.
        if (!terminal && node.config().isReplay()) {
            return new Invitation("");
        }
        try {
            Optional<Secret> token = get(gateway.firstToken());
            return new Invitation(terminal ? shown(node, gateway, token) : written(node, token));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Invitation("");
        } catch (IOException e) {
            return new Invitation(
                    "  access   nothing can be written below data.dir (%s); make a token with: deploy/run token create --name NAME --role admin\n"
                            .formatted(e.getMessage()));
        } catch (Exception _) {
            return new Invitation(
                    "  access   the database is away; once it is there: deploy/run token create --name NAME --role admin\n");
        }
    }

    private static String shown(Node node, GatewayVerticle gateway, Optional<Secret> token)
            throws Exception {
        String link =
                "  sign in  %s/#code=%s\n           (once, within 10 minutes)\n"
                        .formatted(Welcome.page(node), get(gateway.signInCode()).reveal());
        return token.map(secret ->
                        "  token    %s\n           (of an admin, shown this once; keep it)\n"
                                .formatted(secret.reveal()))
                        .orElse("")
                + link;
    }

    private static String written(Node node, Optional<Secret> token) throws IOException {
        if (token.isEmpty()) {
            return "";
        }
        Path file = node.config().storage().dataDirectory().resolve(FILE);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token.get().reveal() + "\n", StandardOpenOption.WRITE);
        return "  token    of an admin, in %s, which you alone can read\n".formatted(file);
    }

    private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
