package io.tickmesh.mesh.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

final class LogLimitTest {
    private long nanos;
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void limits() {
        LogLimit limit = new LogLimit(() -> nanos);
        limit.setContext(context);
        limit.start();
        context.addTurboFilter(limit);
        written.setContext(context);
        written.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    }

    @Test
    void oneLoggerOfALibraryGetsAFewLinesAtOnceAndThenAFewAMinute() {
        Logger library = context.getLogger("io.vertx.core.eventbus");
        for (int i = 0; i < 1_000; i++) {
            library.warn("Connecting to server " + i + " failed");
        }

        assertThat(written.list).hasSize(12);

        nanos += Duration.ofSeconds(30).toNanos();
        for (int i = 0; i < 1_000; i++) {
            library.warn("Connecting to server " + i + " failed");
        }

        assertThat(written.list).hasSize(16);
    }

    @Test
    void anExceptionCountsAsTheLinesItFills() {
        Logger library = context.getLogger("io.vertx.core.impl");
        for (int i = 0; i < 1_000; i++) {
            library.error("Unhandled exception", new IllegalStateException("again"));
        }

        assertThat(written.list).hasSize(3);
    }

    @Test
    void eachKindOfEventOfAServiceHasItsOwnShare() {
        Logger service = context.getLogger("io.tickmesh.x.Service");
        for (int i = 0; i < 100; i++) {
            service.atWarn().addKeyValue("i", i).log("one thing");
            service.atWarn().addKeyValue("i", i).log("another thing");
        }

        assertThat(messages()).hasSize(24).contains("one thing", "another thing");
    }

    @Test
    void allLoggersTogetherStayBelowAHundredLinesAndErrorsHaveTheLast() {
        for (int i = 0; i < 1_000; i++) {
            context.getLogger("library." + i).info("news");
        }
        assertThat(written.list).hasSize(35);

        for (int i = 0; i < 1_000; i++) {
            context.getLogger("library." + i).error("broken");
        }
        assertThat(written.list).hasSize(50);

        for (int second = 0; second < 60; second++) {
            nanos += Duration.ofSeconds(1).toNanos();
            context.getLogger("library." + second).error("broken");
        }
        // In this minute also one line of the limit itself.
        assertThat(written.list.size()).isBetween(90, 96);
    }

    @Test
    void saysOnceAMinuteWhatItKeptBack() {
        Logger library = context.getLogger("io.vertx.core.eventbus");
        for (int i = 0; i < 120; i++) {
            library.warn("again");
        }
        nanos += Duration.ofMinutes(1).toNanos();

        library.warn("once more");

        List<String> last = messages().subList(12, 14);
        assertThat(last).containsExactly("kept back events since the last such line", "once more");
        assertThat(written.list.get(12).getKeyValuePairs().toString())
                .contains("108", "io.vertx.core.eventbus");
    }

    @Test
    void whatIsBelowInfoWasAskedForAndIsNotLimited() {
        Logger library = context.getLogger("io.vertx.core.eventbus");
        context.getLogger("io.vertx").setLevel(Level.DEBUG);
        for (int i = 0; i < 1_000; i++) {
            library.debug("detail");
        }

        assertThat(written.list).hasSize(1_000);
    }

    @Test
    void whatIsNotWrittenAnywayCostsNothing() {
        Logger library = context.getLogger("io.vertx.core.eventbus");
        context.getLogger("io.vertx").setLevel(Level.ERROR);
        for (int i = 0; i < 1_000; i++) {
            library.warn("unwanted");
        }
        library.error("wanted");

        assertThat(messages()).containsExactly("wanted");
    }

    private List<String> messages() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
