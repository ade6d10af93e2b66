package io.tickmesh.mesh.cluster;

import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers who should act for a symbol, bot, account or notification: one owner among the live nodes that run its service.
/// All nodes that see the same members agree. Thread-safe if the supplier is.
///
/// It says who *should* act, not who *may*: during a change two nodes can both believe they own a key for a moment.
public final class Ownership {
    private final String self;
    private final Supplier<Collection<String>> nodes;
    private final BooleanSupplier begun;

    /// @param self name of this node
    /// @param nodes the nodes that can own something now
    public Ownership(String self, Supplier<Collection<String>> nodes) {
        this(self, nodes, () -> true);
    }

    /// @param begun whether this node knows the others yet; it owns nothing before
    public Ownership(String self, Supplier<Collection<String>> nodes, BooleanSupplier begun) {
        this.self = self;
        this.nodes = nodes;
        this.begun = begun;
    }

    /// Returns whether this node owns `key`. A node that sees nobody, itself included, owns everything: it is alone.
    public boolean isMine(String key) {
        return begun.getAsBoolean() && owner(key).equals(self);
    }

    /// Returns the node that owns `key`.
    public String owner(String key) {
        return RendezvousHash.owner(key, nodes.get()).orElse(self);
    }
}
