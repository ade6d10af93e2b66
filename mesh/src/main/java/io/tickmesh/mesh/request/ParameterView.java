package io.tickmesh.mesh.request;

/// A parameter of a strategy as people see it.
///
/// @param whole whether only whole numbers are valid
/// @param standard value when nothing is configured, as people write it
/// @param min smallest valid value, as people write it
/// @param max largest valid value, as people write it
public record ParameterView(
        String name, String description, boolean whole, String standard, String min, String max) {}
