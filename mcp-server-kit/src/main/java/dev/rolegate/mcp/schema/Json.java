package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.rolegate.auth.text.Timestamp;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;

/**
 * The JSON of tool results: snake_case, enums in lower case, ISO dates, absent members for null,
 * the components of a record and none of its other methods. Thread-safe.
 */
public final class Json {
  private static final ObjectMapper MAPPER = configured();

  private Json() {}

  /** The shared mapper; callers must not configure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private static ObjectMapper configured() {
    var values = new SimpleModule("rolegate");
    values.addSerializer(new AsText<>(LocalDate.class, LocalDate::toString));
    values.addSerializer(new AsText<>(Instant.class, Json::text));
    values.addSerializer(new AsText<Enum<?>>(Enum.class, SnakeCase::of));
    return JsonMapper.builder()
        .addModule(values)
        .propertyNamingStrategy(new SnakeCase())
        .visibility(PropertyAccessor.ALL, Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .defaultPropertyInclusion(Value.construct(Include.NON_NULL, Include.NON_NULL))
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  private static String text(Instant time) {
    var text = new StringBuilder(24);
    Timestamp.append(text, time);
    return text.toString();
  }

  /** Three types are no reason for a further library. */
  private static final class AsText<T> extends StdSerializer<T> {
    private final transient Function<T, String> text;

    AsText(Class<?> type, Function<T, String> text) {
      super(type, true);
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(text.apply(value));
    }
  }
}
