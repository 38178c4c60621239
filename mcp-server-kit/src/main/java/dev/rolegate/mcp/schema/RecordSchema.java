package dev.rolegate.mcp.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Derives a JSON Schema (2020-12) from a record. Used once, at start. */
public final class RecordSchema {
  private RecordSchema() {}

  /**
   * The schema of a record: snake_case names; required unless {@code @Nullable}; enums become
   * {@code enum}; nested records, lists and maps with text keys are followed; {@code
   * additionalProperties: false}; a unique {@code $id}.
   *
   * @throws IllegalArgumentException when a component has no {@link Describe} or a type that has no
   *     schema
   */
  public static ObjectNode of(String id, Class<? extends Record> type) {
    throw new IllegalArgumentException();
  }
}
