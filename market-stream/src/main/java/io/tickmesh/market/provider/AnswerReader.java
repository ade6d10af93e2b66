package io.tickmesh.market.provider;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a provider answers, whatever it is. What the provider writes gets out only as a short text without control
/// characters, and without the key, which a provider or something in front of it could repeat.
final class AnswerReader {
    private static final int LONGEST_REASON = 200;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Dialect dialect;
    private final @Nullable ApiKey key;

    AnswerReader(Dialect dialect, @Nullable ApiKey key) {
        this.dialect = dialect;
        this.key = key;
    }

    Answer read(String symbol, int status, byte[] body) {
        Optional<JsonNode> json = json(body);
        if (status != 200) {
            String reason = json.map(dialect::reason).map(this::shown).orElse("");
            return Answer.error(symbol, Outcome.REFUSED, ("HTTP " + status + " " + reason).strip());
        }
        return json.map(answer -> dialect.price(symbol, answer))
                .orElseGet(() -> Answer.error(symbol, Outcome.UNREADABLE, "the answer is no JSON"));
    }

    private String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}+", " ");
        String safe = key == null ? clean : key.removeFrom(clean);
        return safe.substring(0, Math.min(LONGEST_REASON, safe.length()));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
