package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells whether an answer is one that the contract has: for tests and other clients that must not get used to more than it
/// promises. Thread-safe.
public final class AnswerCheck {
    /// What every operation may be answered with without having declared it itself.
    private static final Set<Integer> ANYWHERE = Set.of(405, 408, 414, 421, 431, 500);

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private AnswerCheck() {}

    /// Returns what is wrong with an answer, empty if nothing is. What the contract says nothing of, a file of the dashboard for
    /// example, is never wrong.
    ///
    /// @param path of the request, perhaps with a query
    /// @param type the header `content-type`; null if there is none
    public static List<String> check(
            String method, String path, int status, @Nullable String type, String body) {
        Optional<Operation> asked = operation(method, path.split("[?#]", 2)[0]);
        if (asked.isEmpty()) {
            return List.of();
        }
        Operation operation = asked.get();
        DeclaredAnswer declared = operation.answers().get(Integer.toString(status));
        if (declared == null && ANYWHERE.contains(status)) {
            declared = operation.answers().get("default");
        }
        if (declared == null) {
            return List.of("%s does not declare the status %d".formatted(operation.id(), status));
        }
        return method.equals("HEAD") ? List.of() : content(declared, operation, type, body);
    }

    /// Returns the operation that a request is for: the one with the fewest variables in its path.
    static Optional<Operation> operation(String method, String path) {
        String declared = method.equals("HEAD") ? "GET" : method;
        return Contract.get().operations().stream()
                .filter(operation -> operation.method().equals(declared))
                .filter(operation -> matches(operation.path(), path))
                .min(
                        Comparator.comparingLong(
                                operation -> VARIABLE.matcher(operation.path()).results().count()));
    }

    private static boolean matches(String declared, String path) {
        String[] wanted = declared.split("/", -1);
        String[] given = path.split("/", -1);
        boolean same = wanted.length == given.length;
        for (int i = 0; same && i < wanted.length; i++) {
            same =
                    wanted[i].equals(given[i])
                            || (!given[i].isEmpty() && VARIABLE.matcher(wanted[i]).matches());
        }
        return same;
    }

    private static List<String> content(
            DeclaredAnswer declared, Operation operation, @Nullable String type, String body) {
        if (declared.types().isEmpty()) {
            return body.isEmpty()
                    ? List.of()
                    : List.of(operation.id() + " declares no body here, was " + body);
        }
        String plain = Objects.toString(type, "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Form form = declared.types().get(plain);
        if (form == null) {
            return List.of(
                    "%s declares %s here, was %s"
                            .formatted(operation.id(), declared.types().keySet(), plain));
        }
        return plain.endsWith("json") ? json(form, operation, body) : List.of();
    }

    private static List<String> json(Form form, Operation operation, String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return form.check(tree).stream().map(error -> operation.id() + ": " + error).toList();
        } catch (JsonProcessingException e) {
            return List.of("%s: no JSON: %s".formatted(operation.id(), body));
        }
    }
}
