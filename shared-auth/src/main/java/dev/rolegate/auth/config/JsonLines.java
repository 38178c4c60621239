package dev.rolegate.auth.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.rolegate.auth.text.JsonText;
import dev.rolegate.auth.text.Timestamp;
import java.nio.charset.StandardCharsets;

/** A line for machines: time, level, logger, thread, message, request_id, throwable. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final int LONGEST_TRACE = 32_768;

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new StringBuilder(256);
    line.append("{\"time\":\"");
    Timestamp.append(line, event.getInstant());
    line.append('"');
    field(line, "level", event.getLevel().toString());
    field(line, "logger", event.getLoggerName());
    if (!event.getThreadName().isEmpty()) {
      field(line, "thread", event.getThreadName());
    }
    field(line, "message", String.valueOf(event.getFormattedMessage()));
    var requestId = event.getMDCPropertyMap().get(Logging.REQUEST_ID);
    if (requestId != null) {
      field(line, Logging.REQUEST_ID, requestId);
    }
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(",\"throwable\":");
      JsonText.append(line, LogText.trace(thrown), LONGEST_TRACE);
    }
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append(",\"").append(name).append("\":");
    JsonText.append(line, value, LogText.LONGEST);
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
