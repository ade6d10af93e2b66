package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.SignalGenerated;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a record of any type that travels, with the same contents each time: a new record is tested without being listed.
public final class Samples {
    private Samples() {}

    /// Returns the type of that simple name.
    static Class<?> type(String name) {
        return Objects.requireNonNull(JsonCodec.TYPES.get(name), name);
    }

    /// Returns a record with every component set.
    public static Object full(Class<?> type) {
        return make(type, false);
    }

    /// Returns a record whose nullable components are null.
    public static Object sparse(Class<?> type) {
        return make(type, true);
    }

    private static Object make(Class<?> type, boolean sparse) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] =
                    sparse && isNullable(components[i].getAnnotatedType())
                            ? null
                            : value(
                                    components[i].getName(),
                                    components[i].getGenericType(),
                                    sparse);
        }
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(parameters).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no sample of " + type, e);
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Object value(String name, Type type, boolean sparse) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? Map.of(
                            value("key", arguments[0], sparse),
                            value("value", arguments[1], sparse))
                    : new ArrayList<>(List.of(value(name, arguments[0], sparse)));
        }
        return switch (type) {
            case Class<?> c when c == String.class -> name + " \"ü\"";
            case Class<?> c when c == int.class || c == Integer.class -> 7;
            case Class<?> c when c == long.class || c == Long.class -> 1_621_382_400_123L;
            case Class<?> c when c == double.class || c == Double.class -> 0.0079951;
            case Class<?> c when c == boolean.class -> true;
            case Class<?> c when c == BigDecimal.class -> new BigDecimal("0.00000010");
            case Class<?> c when c == Instant.class -> Instant.parse("2021-05-19T13:00:00.001Z");
            case Class<?> c when c == Duration.class -> Duration.ofMillis(90_500);
            case Class<?> c when c.isEnum() ->
                    c.getEnumConstants()[c.getEnumConstants().length - 1];
            case Class<?> c when c == Event.class -> make(SignalGenerated.class, sparse);
            case Class<?> c when c.isRecord() -> make(c, sparse);
            default -> throw new AssertionError("no sample value of " + type);
        };
    }
}
