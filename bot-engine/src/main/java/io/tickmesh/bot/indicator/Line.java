package io.tickmesh.bot.indicator;

/// The values of an indicator, or of one of its parts, on the last bar and on the one before. NaN while they are unknown;
/// whatever is compared with NaN is false. Not thread-safe.
///
/// Reading the line of an indicator that threw throws [IllegalStateException] with what it threw as cause.
public final class Line {
    private final Indicator owner;
    private final String name;
    private double now = Double.NaN;
    private double before = Double.NaN;

    Line(Indicator owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    /// Returns its name within the indicator, for example `signal`.
    public String name() {
        return name;
    }

    /// Returns the value on the last bar.
    public double now() {
        owner.requireSound();
        return now;
    }

    /// Returns the value on the bar before the last one.
    public double before() {
        owner.requireSound();
        return before;
    }

    /// Returns whether it is above `other` now and was not on the bar before.
    public boolean crossesAbove(Line other) {
        return before() <= other.before() && now() > other.now();
    }

    /// Returns whether it is above `level` now and was not on the bar before.
    public boolean crossesAbove(double level) {
        return before() <= level && now() > level;
    }

    /// Returns whether it is below `other` now and was not on the bar before.
    public boolean crossesBelow(Line other) {
        return before() >= other.before() && now() < other.now();
    }

    /// Returns whether it is below `level` now and was not on the bar before.
    public boolean crossesBelow(double level) {
        return before() >= level && now() < level;
    }

    /// Returns the bars after which its values no longer depend on where it began; see [Indicator#warmUpBars].
    public int warmUpBars() {
        return owner.warmUpBars();
    }

    void advance() {
        before = now;
        now = Double.NaN;
    }

    void set(double value) {
        now = value;
    }

    @Override
    public String toString() {
        return name + " " + now;
    }
}
