package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The JSON of tool results: snake_case, ISO dates, absent members for null. Thread-safe. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The shared mapper; callers must not configure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
