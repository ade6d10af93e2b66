package io.tickmesh.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What a command is answered with.
///
/// @param body null for none
/// @param location path of what was made; null if nothing was
record Answer(int status, @Nullable Encoded body, @Nullable String location) {
    /// It is done, and this is how things are now.
    static Answer done(Object view) {
        return new Answer(200, Encoded.of(view), null);
    }

    /// Something was made, which is found there from now on.
    static Answer created(String location, Object view) {
        return new Answer(201, Encoded.of(view), location);
    }

    /// The work has begun; there is told how far it is.
    static Answer accepted(String location, Object view) {
        return new Answer(202, Encoded.of(view), location);
    }

    /// It is done, and there is nothing to say.
    static Answer nothing() {
        return new Answer(204, null, null);
    }

    /// Returns a form that [#read] reads.
    Buffer written() {
        return new JsonObject()
                .put("status", status)
                .put("location", location)
                .put("tag", body == null ? null : body.tag())
                .put("json", body == null ? null : body.json().toString())
                .toBuffer();
    }

    /// Returns the answer that was written like that.
    static Answer read(Buffer written) {
        JsonObject answer = new JsonObject(written);
        String json = answer.getString("json");
        return new Answer(
                answer.getInteger("status"),
                json == null ? null : new Encoded(Buffer.buffer(json), answer.getString("tag")),
                answer.getString("location"));
    }
}
