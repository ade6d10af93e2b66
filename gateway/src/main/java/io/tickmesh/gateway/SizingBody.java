package io.tickmesh.gateway;

import io.tickmesh.mesh.bot.Sizing;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A [Sizing] as clients write it; what is left out is as usual.
record SizingBody(
        Sizing.Kind kind,
        BigDecimal amount,
        @Nullable BigDecimal allocation,
        @Nullable Integer atrPeriod,
        @Nullable BigDecimal atrMultiple) {
    Sizing sizing() {
        Sizing usual = Sizing.quote(amount);
        return new Sizing(
                kind,
                amount,
                allocation,
                Objects.requireNonNullElse(atrPeriod, usual.atrPeriod()),
                Objects.requireNonNullElse(atrMultiple, usual.atrMultiple()));
    }
}
