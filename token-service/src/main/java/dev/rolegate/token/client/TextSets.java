package dev.rolegate.token.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sets of texts in one column: a JSON array, in order. Thread-safe. */
final class TextSets {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectReader TEXTS = JSON.readerFor(String[].class);

  private TextSets() {}

  static String write(Set<String> texts) {
    try {
      return JSON.writeValueAsString(new TreeSet<>(texts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  static Set<String> read(String column) {
    try {
      return Set.of(TEXTS.<String[]>readValue(column));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column holds no list of texts", e);
    }
  }

  static @Nullable String writeOrNull(@Nullable Set<String> texts) {
    return texts == null ? null : write(texts);
  }

  static @Nullable Set<String> readOrNull(@Nullable String column) {
    return column == null ? null : read(column);
  }
}
