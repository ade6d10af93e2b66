package io.tickmesh.mesh.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.LoggerFactory;

/// Everything that is logged, at every level and without limit, while it is open; for the tests of all modules.
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final List<TurboFilter> filters =
            List.copyOf(root.getLoggerContext().getTurboFilterList());
    private final Level before = root.getLevel();
    private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();

    public LogCapture() {
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        root.getLoggerContext().getTurboFilterList().clear();
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
        root.setLevel(Level.TRACE);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /// Returns the lines as they could be printed, key-value pairs and stack traces included.
    public List<String> lines() {
        return events.stream().map(LogCapture::line).toList();
    }

    /// Returns the messages of a class, without level and values.
    public List<String> messages(Class<?> of) {
        return events.stream()
                .filter(event -> event.getLoggerName().equals(of.getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(this);
        others.forEach(root::addAppender);
        root.getLoggerContext().getTurboFilterList().addAll(filters);
        stop();
    }

    private static String line(ILoggingEvent event) {
        return event.getLevel()
                + " "
                + event.getLoggerName()
                + " "
                + event.getFormattedMessage()
                + " "
                + event.getKeyValuePairs()
                + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}
