package io.tickmesh.market.wire;

/// A message that cannot be read. Without stack trace: it says something about the sender, and may come often.
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    /// Refuses a message.
    public MalformedException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    /// Returns why.
    public Refusal refusal() {
        return refusal;
    }
}
