package dev.rolegate.auth.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a service: stdout, one line an event (a stack trace in the text form excepted), no
 * configuration file. Before {@link #start}, as in tests, only warnings and errors are printed.
 */
public final class Logging {
  /** The MDC key under which a request's id goes to each of its lines. */
  public static final String REQUEST_ID = "request_id";

  /** Libraries that tell more than an operator wants to know. */
  private static final List<String> TALKATIVE =
      List.of("org.eclipse.jetty", "io.javalin", "org.flywaydb", "com.zaxxer.hikari");

  private Logging() {}

  /** Sets the form of this process's log; called once, before the first line. */
  public static void start(LogFormat format) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException("logback is not the logger on the class path");
    }
    context.reset();
    configure(context, encoder(format));
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    // Its warning at every start is about a mode that is meant; what fails is told by an exception.
    context.getLogger("org.flywaydb").setLevel(Level.ERROR);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
        LoggerFactory.getLogger(Logging.class)
            .error("Thread {} ended by an error", thread.getName(), thrown));
  }

  static EncoderBase<ILoggingEvent> encoder(LogFormat format) {
    return switch (format) {
      case TEXT -> new TextLines();
      case JSON -> new JsonLines();
    };
  }

  static void configure(LoggerContext context, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    var stdout = new ConsoleAppender<ILoggingEvent>();
    stdout.setContext(context);
    stdout.setName("stdout");
    stdout.setEncoder(encoder);
    stdout.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(stdout);
  }
}
