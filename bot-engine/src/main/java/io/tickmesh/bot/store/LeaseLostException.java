package io.tickmesh.bot.store;

/// Nothing was written, because this node does not run the bot any more: another has its shard, or may take it. What this node knows of
/// the bot counts no longer.
public final class LeaseLostException extends StoreException {
    private static final long serialVersionUID = 1;

    private final int shard;

    public LeaseLostException(int shard) {
        super("shard %d is not ours any more".formatted(shard), null);
        this.shard = shard;
    }

    public int shard() {
        return shard;
    }
}
