package io.tickmesh.simulator.stream;

/// The unit of the times that a connection gets. The simulated exchange knows whole milliseconds.
enum TimePrecision {
    MILLISECOND(""),
    MICROSECOND("000");

    private final String tail;

    TimePrecision(String tail) {
        this.tail = tail;
    }

    /// Returns the digits to put after a number of milliseconds.
    String tail() {
        return tail;
    }
}
