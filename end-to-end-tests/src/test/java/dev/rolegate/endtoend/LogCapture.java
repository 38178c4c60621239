package dev.rolegate.endtoend;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything that the services of this process log while it is open, at every level, instead of
 * printing it.
 */
public final class LogCapture implements AutoCloseable {
  private final Logger logger;
  private final @Nullable Level levelBefore;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          events.add(event);
        }
      };

  private LogCapture(Logger logger) {
    this.logger = logger;
    this.levelBefore = logger.getLevel();
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
  }

  public static LogCapture start() {
    return of("dev.rolegate");
  }

  /** Of one logger and those below it, for a library that says much. */
  public static LogCapture of(String name) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      return new LogCapture(context.getLogger(name));
    }
    throw new IllegalStateException("logback is not the logger on the class path");
  }

  /** Every line with its stack trace. */
  public String text() {
    var all = new StringBuilder();
    for (var event : events) {
      all.append(line(event)).append('\n');
    }
    return all.toString();
  }

  /** The lines that a request's id leads to. */
  public List<String> about(String requestId) {
    return events.stream().map(LogCapture::line).filter(line -> line.contains(requestId)).toList();
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
    logger.detachAppender(appender);
    appender.stop();
  }

  private static String line(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return event.getLevel()
        + " "
        + event.getLoggerName()
        + " "
        + event.getMDCPropertyMap()
        + " "
        + event.getFormattedMessage()
        + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown));
  }
}
