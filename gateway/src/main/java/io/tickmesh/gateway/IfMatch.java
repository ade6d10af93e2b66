package io.tickmesh.gateway;

import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The version that a client has seen of what it wants to change.
final class IfMatch {
    private static final String NAME = "if-match";
    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})\"");

    private IfMatch() {}

    /// Returns the version; null if the client takes whichever there is.
    ///
    /// @throws RequestFailedException if it is an `ETag` that nothing here has ever had, a weak one included (RFC 9110, 13.1.1)
    static @Nullable Long version(Query query) {
        String tag = query.text(NAME);
        if (tag == null || tag.equals("*")) {
            return null;
        }
        Matcher version = VERSION.matcher(tag);
        if (!version.matches()) {
            throw new RequestFailedException(Failure.OUTDATED, "nothing has the version " + tag);
        }
        return Long.valueOf(version.group(1));
    }
}
