package io.tickmesh.market.binance;

/// A message that cannot be read. Without stack trace: it says something about the sender, and may come often.
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    MalformedException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
