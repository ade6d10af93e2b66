package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.BotView;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// The JSON of an answer.
///
/// @param tag its `ETag`; null for what has no version
record Encoded(Buffer json, @Nullable String tag) {
    static Encoded of(Object view) {
        return new Encoded(
                Buffer.buffer(MeshJson.write(view)),
                view instanceof BotView bot ? "\"" + bot.version() + "\"" : null);
    }
}
