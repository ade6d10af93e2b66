package io.tickmesh.notify;

import java.util.LinkedHashMap;
import java.util.Map;

/// How much an alert matters, ascending.
public enum Severity {
    /// Good to know.
    INFO,
    /// Somebody should look when there is time.
    WARNING,
    /// Somebody should look now.
    CRITICAL;

    /// Returns the severities by their names in the configuration.
    static Map<String, Severity> byName() {
        Map<String, Severity> names = new LinkedHashMap<>();
        names.put("info", INFO);
        names.put("warning", WARNING);
        names.put("critical", CRITICAL);
        return names;
    }
}
