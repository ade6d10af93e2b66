package io.tickmesh.mesh.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with one field of a request.
///
/// @param field where it is, as in `entry.type` or `roi[2].percent`
/// @param line in the text of the field, from 1; null for fields that are no such text
/// @param column in that line, from 1; null together with `line`
/// @param detail continues the sentence that begins with the name of the field; may have several lines
@JsonInclude(JsonInclude.Include.NON_NULL) // most have no line
public record FieldError(
        String field, @Nullable Integer line, @Nullable Integer column, String detail) {
    // Failures travel as a text: this is how people and gateways read it.
    private static final String HEAD = "These fields are wrong:";
    private static final String INDENT = "  ";
    private static final Pattern FIRST_LINE =
            Pattern.compile("([\\w.\\[\\]-]+)(?: (\\d{1,9}):(\\d{1,9}))?: (.*)");

    /// A field that is wrong as a whole.
    public FieldError(String field, String detail) {
        this(field, null, null, detail);
    }

    static String write(List<FieldError> errors) {
        return errors.stream()
                .map(FieldError::toString)
                .collect(Collectors.joining("\n", HEAD + "\n", ""));
    }

    /// Returns what [#write] wrote, empty for any other text.
    static List<FieldError> read(String text) {
        List<String> lines = text.lines().toList();
        List<FieldError> errors = new ArrayList<>();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            return errors;
        }
        for (String line : lines.subList(1, lines.size())) {
            Matcher first = FIRST_LINE.matcher(line);
            if (line.startsWith(INDENT) && !errors.isEmpty()) {
                errors.add(errors.removeLast().and(line.substring(INDENT.length())));
            } else if (first.matches()) {
                errors.add(
                        new FieldError(
                                first.group(1),
                                number(first.group(2)),
                                number(first.group(3)),
                                first.group(4)));
            }
        }
        return errors;
    }

    private FieldError and(String more) {
        return new FieldError(field, line, column, detail + "\n" + more);
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    @Override
    public String toString() {
        String where = line == null ? field : field + " " + line + ":" + column;
        return where + ": " + String.join("\n" + INDENT, detail.lines().toList());
    }
}
