package io.tickmesh.gateway;

import org.jspecify.annotations.Nullable;

/// What a command is answered with.
///
/// @param view becomes the JSON body; null for none
/// @param location path of what was made; null if nothing was
record Answer(int status, @Nullable Object view, @Nullable String location) {
    /// It is done, and this is how things are now.
    static Answer done(Object view) {
        return new Answer(200, view, null);
    }

    /// Something was made, which is found there from now on.
    static Answer created(String location, Object view) {
        return new Answer(201, view, location);
    }

    /// The work has begun; there is told how far it is.
    static Answer accepted(String location, Object view) {
        return new Answer(202, view, location);
    }

    /// It is done, and there is nothing to say.
    static Answer nothing() {
        return new Answer(204, null, null);
    }
}
