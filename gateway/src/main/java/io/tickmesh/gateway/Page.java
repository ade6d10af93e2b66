package io.tickmesh.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list as REST answers it.
///
/// @param next cursor of the next page, null at the end
record Page<T>(List<T> items, @Nullable String next) {
    static <T> Page<T> of(List<T> items) {
        return new Page<>(items, null);
    }
}
