package io.tickmesh.mesh.storage;

import org.jspecify.annotations.Nullable;

/// Storage that cannot be used, in words for the person who runs the node.
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StorageException(String message) {
        this(message, null);
    }

    public StorageException(String message, @Nullable Throwable cause) {
        // No stack trace of its own: the message says it all, the cause has one if there is more to
        // say.
        super(message, cause, false, false);
    }
}
