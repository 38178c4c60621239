package dev.rolegate.mcp.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Caller;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A tool that changes data, as changes see it. Implementations are thread-safe. */
public interface WritingTool {
  String name();

  /** For people. */
  String title();

  /** The record of its result. */
  Class<? extends Record> result();

  /**
   * Decodes and writes.
   *
   * @param handle of a transaction, which the caller undoes or keeps
   * @throws RuntimeException when the tool has a bug
   */
  Trial run(JsonNode arguments, Caller caller, String requestId, Handle handle);

  /** What came of it. */
  sealed interface Trial {
    /**
     * It was written.
     *
     * @param before the result as it was; null: there was nothing
     */
    record Written(@Nullable Record before, Record after) implements Trial {}

    /** The arguments do not fit, or a rule of the domain forbids it. */
    record Refused(List<String> problems) implements Trial {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }
}
