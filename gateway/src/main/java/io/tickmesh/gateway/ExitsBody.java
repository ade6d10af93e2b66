package io.tickmesh.gateway;

import io.tickmesh.mesh.bot.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// [Exits] as clients write them; what is left out does not exist.
record ExitsBody(
        @Nullable BigDecimal stopLossPercent,
        @Nullable BigDecimal takeProfitPercent,
        @Nullable List<Exits.RoiStep> roi,
        @Nullable TrailingBody trailing,
        @Nullable Duration timeLimit,
        @Nullable Duration cooldown) {
    static Exits exits(@Nullable ExitsBody body) {
        return body == null ? Exits.NONE : body.exits();
    }

    private Exits exits() {
        return new Exits(
                stopLossPercent,
                takeProfitPercent,
                roi == null ? List.of() : roi,
                trailing == null ? null : trailing.trailing(),
                timeLimit,
                Objects.requireNonNullElse(cooldown, Duration.ZERO));
    }

    /// @param activationPercent null for 0: it follows from the start
    record TrailingBody(@Nullable BigDecimal activationPercent, BigDecimal distancePercent) {
        private Exits.Trailing trailing() {
            return new Exits.Trailing(
                    Objects.requireNonNullElse(activationPercent, BigDecimal.ZERO),
                    distancePercent);
        }
    }
}
