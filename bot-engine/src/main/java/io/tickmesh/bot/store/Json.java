package io.tickmesh.bot.store;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.event.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Definitions and events as the database keeps them, in the form in which they travel.
final class Json {
    private Json() {}

    static JsonObject of(BotDefinition definition) {
        return new JsonObject(Buffer.buffer(MeshJson.write(definition)));
    }

    static String of(Event event) {
        return new String(MeshJson.write(event), StandardCharsets.UTF_8);
    }

    /// @throws UncheckedIOException if a newer version wrote something that this one cannot read
    static Event event(String json) {
        try {
            return MeshJson.read(json.getBytes(StandardCharsets.UTF_8), Event.class);
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable event " + json, e);
        }
    }

    /// @throws UncheckedIOException if a newer version wrote something that this one cannot read
    static BotDefinition definition(JsonObject json) {
        try {
            return MeshJson.read(json.toBuffer().getBytes(), BotDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable definition " + json, e);
        }
    }
}
