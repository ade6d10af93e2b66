package io.tickmesh.mesh.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldErrorTest {
    @Test
    void survivesTheWayAsText() {
        List<FieldError> errors =
                List.of(
                        new FieldError("symbol", "is not streamed: NOPE"),
                        new FieldError("roi[2].percent", "must be above 0, was -1"),
                        new FieldError(
                                "rule",
                                3,
                                14,
                                """
                                unknown indicator 'rssi', did you mean 'rsi'?
                                exit: close > rssi(14)
                                              ^\
                                """));

        RequestFailedException sent = RequestFailedException.invalid(errors);
        RequestFailedException received =
                new RequestFailedException(sent.failure(), String.valueOf(sent.getMessage()));

        assertThat(received.failure()).isEqualTo(Failure.INVALID);
        assertThat(received.fieldErrors()).isEqualTo(errors);
        assertThat(received.getMessage()).contains("\nrule 3:14: unknown indicator");
    }

    @Test
    void isNotReadIntoOtherTexts() {
        for (String text : List.of("", "limit: must be small", "no bot a", "a\nb: c")) {
            assertThat(new RequestFailedException(Failure.INVALID, text).fieldErrors()).isEmpty();
        }
    }
}
