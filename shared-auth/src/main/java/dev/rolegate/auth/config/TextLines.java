package dev.rolegate.auth.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.rolegate.auth.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A line for people: local time, level, logger, message, request id; stack traces below it. */
final class TextLines extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final byte[] NOTHING = {};

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new StringBuilder(160);
    TIME.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel());
    line.append(' ').append(shortName(event.getLoggerName())).append("  ");
    line.append(OneLine.of(String.valueOf(event.getFormattedMessage()), LogText.LONGEST));
    var requestId = event.getMDCPropertyMap().get(Logging.REQUEST_ID);
    if (requestId != null) {
      line.append("  [").append(OneLine.of(requestId, 64)).append(']');
    }
    line.append('\n');
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      // Escaped line by line: an exception's message may hold what a caller sent.
      LogText.trace(thrown).lines().forEach(l -> line.append("    ").append(l).append('\n'));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
