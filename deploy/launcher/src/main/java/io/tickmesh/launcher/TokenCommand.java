package io.tickmesh.launcher;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.gateway.access.Role;
import io.tickmesh.gateway.access.Tokens;
import io.tickmesh.gateway.access.Tokens.Created;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// Makes tokens for who has none: whoever can read the files of a node, or log in to its database, owns it anyway.
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes tokens without one; the node may be running or not.")
final class TokenCommand implements Runnable {
    @ParentCommand private @Nullable Tickmesh run;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(line(), "what to do with tokens? token create");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Makes a token and prints it, this once.")
    int create(
            @Option(names = "--name", required = true, description = "Who or what will use it.")
                    String name,
            @Option(
                            names = "--role",
                            required = true,
                            description =
                                    "viewer reads; operator commands, too; admin makes tokens, too.")
                    String role,
            @Option(
                            names = "--expires-after",
                            paramLabel = "DURATION",
                            description =
                                    "When it ends by itself, for example 30d; never by default.")
                    @Nullable Duration expiresAfter)
            throws Exception {
        Role known = Role.byName().get(role);
        if (known == null) {
            throw new ParameterException(
                    line(),
                    "--role must be one of %s, was %s"
                            .formatted(String.join(", ", Role.byName().keySet()), role));
        }
        Instant expiresAt = expiresAfter == null ? null : Instant.now().plus(expiresAfter);
        Created created = create(parent().read(), name, known, expiresAt);
        line().getOut().println(created.secret().reveal());
        line().getOut().flush();
        return 0;
    }

    private static Created create(
            NodeConfig config, String name, Role role, @Nullable Instant expiresAt)
            throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Storage storage = Storage.join(config.storage())) {
            Promise<Optional<Created>> made = Promise.promise();
            vertx.runOnContext(_ ->
                    Database.ready(
                                    vertx,
                                    Future.succeededFuture(storage.database()),
                                    "gateway",
                                    "db/gateway",
                                    new SimpleMeterRegistry())
                            .compose(database ->
                                    Tokens.createIn(database, name, role, expiresAt)
                                            .eventually(database::close))
                            .onComplete(made));
            return Tickmesh.await(made.future())
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "there are %d tokens already; revoke some"
                                            .formatted(Tokens.MOST)));
        } finally {
            Tickmesh.await(vertx.close());
        }
    }

    private Tickmesh parent() {
        if (run == null) {
            throw new IllegalStateException("picocli sets the parent");
        }
        return run;
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return spec.commandLine();
    }
}
