package io.tickmesh.market.feed;

import java.util.Arrays;

/// What was spent in the last sixty seconds, second by second. Not thread-safe.
final class MinuteTally {
    private static final int SECONDS = 60;

    private final int[] spent = new int[SECONDS + 1];
    private long second;
    private int used;

    /// Returns the current second.
    long second() {
        return second;
    }

    int used() {
        return used;
    }

    void spend(int weight) {
        spent[(int) (second % spent.length)] += weight;
        used += weight;
    }

    /// Returns how many seconds pass until enough of what was spent is a minute old that `weight` fits below `most`; 0 if it does
    /// now, as it always does where nothing is spent.
    int secondsUntilFree(int weight, int most) {
        if (used == 0 || used + weight <= most) {
            return 0;
        }
        int left = used;
        for (int seconds = 1; seconds <= SECONDS; seconds++) {
            left -= spent[(int) ((second + seconds) % spent.length)];
            if (left <= 0 || left + weight <= most) {
                return seconds;
            }
        }
        return spent.length;
    }

    /// Goes on to a second; what is older than a minute is forgotten.
    void roll(long current) {
        if (current - second > spent.length) {
            Arrays.fill(spent, 0);
            used = 0;
            second = current;
        }
        while (second < current) {
            second++;
            int slot = (int) (second % spent.length);
            used -= spent[slot];
            spent[slot] = 0;
        }
    }
}
