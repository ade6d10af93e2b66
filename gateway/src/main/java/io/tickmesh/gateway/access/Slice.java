package io.tickmesh.gateway.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list, the newest first.
///
/// @param next number of the last item if there are more
public record Slice<T>(List<T> items, @Nullable Long next) {}
