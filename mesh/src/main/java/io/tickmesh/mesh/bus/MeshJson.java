package io.tickmesh.mesh.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tickmesh.mesh.config.Durations;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The one JSON form of everything that leaves a JVM: bus messages, SSE events, REST answers. Thread-safe.
///
/// Money is a string without exponent; an instant and a duration are ISO-8601; an event is flat, its type first, then its header's fields.
public final class MeshJson {
    private static final List<String> HEADER =
            Stream.of(Header.class.getRecordComponents()).map(c -> c.getName()).toList();
    private static final ObjectMapper PLAIN = mapper(new SimpleModule());
    private static final ObjectMapper WRITER =
            mapper(new SimpleModule())
                    .addMixIn(Event.class, FlatEvent.class)
                    .addMixIn(PriceUpdated.class, FlatPrice.class);
    private static final ObjectMapper READER = mapper(eventReaders());

    private MeshJson() {}

    /// Returns the UTF-8 JSON of a record.
    ///
    /// @throws IllegalArgumentException if the value has no JSON form
    public static byte[] write(Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON form of " + value.getClass(), e);
        }
    }

    /// Returns the record of that type. Unknown fields are ignored: newer nodes may send more.
    ///
    /// @throws IOException if the JSON is damaged or does not fit the type
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return READER.readValue(json, type);
    }

    private static ObjectMapper mapper(SimpleModule module) {
        module.addSerializer(BigDecimal.class, new PlainDecimal());
        module.addDeserializer(Duration.class, new WrittenDuration());
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(module)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                // Intervals and services are written as people write them, see their toString.
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .build();
    }

    private static SimpleModule eventReaders() {
        SimpleModule module = new SimpleModule();
        for (Class<?> type : Event.class.getPermittedSubclasses()) {
            addReader(module, type);
        }
        module.addDeserializer(Event.class, new AnyEventReader());
        return module;
    }

    /// Events among other things say themselves what they are.
    private static final class AnyEventReader extends JsonDeserializer<Event> {
        private static final Map<String, Class<? extends Event>> TYPES =
                Stream.of(Event.class.getPermittedSubclasses())
                        .map(type -> type.asSubclass(Event.class))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Class::getSimpleName, Function.identity()));

        @Override
        public Event deserialize(JsonParser in, DeserializationContext context) throws IOException {
            ObjectNode flat = in.readValueAsTree();
            String name = flat.path("type").asText();
            Class<? extends Event> type = TYPES.get(name);
            if (type == null) {
                return context.reportInputMismatch(Event.class, "unknown event type %s", name);
            }
            return READER.treeToValue(flat, type);
        }
    }

    private static <T> void addReader(SimpleModule module, Class<T> type) {
        module.addDeserializer(type, new FlatEventReader<>(type));
    }

    @JsonPropertyOrder({"type", "severity", "header"})
    interface FlatEvent {
        @JsonProperty
        String type();

        @JsonProperty
        Severity severity();

        @JsonUnwrapped
        Header header();
    }

    /// The header has node and time of publication already. A price has no severity worth its bytes.
    interface FlatPrice extends FlatEvent {
        @Override
        @JsonIgnore
        Severity severity();

        @JsonIgnore
        String node();

        @JsonIgnore
        long publishedMicros();
    }

    private static final class PlainDecimal extends JsonSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider context)
                throws IOException {
            out.writeString(value.toPlainString());
        }
    }

    /// As in the configuration: 5s, 1m or ISO-8601.
    private static final class WrittenDuration extends JsonDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String text = in.getText();
            return Durations.parse(text)
                    .orElseThrow(() ->
                            context.weirdStringException(
                                    text, Duration.class, "must be a duration such as 5s or PT5S"));
        }
    }

    private static final class FlatEventReader<T> extends JsonDeserializer<T> {
        private final Class<T> type;

        FlatEventReader(Class<T> type) {
            this.type = type;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            ObjectNode flat = in.readValueAsTree();
            ObjectNode header = flat.putObject("header");
            HEADER.forEach(name -> header.set(name, flat.get(name)));
            return PLAIN.treeToValue(flat, type);
        }
    }
}
