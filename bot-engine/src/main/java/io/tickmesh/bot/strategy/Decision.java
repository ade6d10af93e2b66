package io.tickmesh.bot.strategy;

import io.tickmesh.mesh.event.SignalAction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a strategy wants.
///
/// @param reason why, for people
/// @param indicators the values that decided, by name, in a fixed order
public record Decision(SignalAction action, String reason, Map<String, Double> indicators) {
    public Decision {
        indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    }
}
