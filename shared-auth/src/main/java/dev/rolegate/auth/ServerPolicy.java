package dev.rolegate.auth;

import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.text.OneLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the policy says about one server. This class is immutable. */
final class ServerPolicy {
  private final String name;
  private final Verdicts admission;
  private final Map<String, ToolPolicy> tools;
  private final @Nullable Map<String, RecordPolicy> records;
  private final RecordView unlisted;

  /**
   * @param records null: everything is seen in full
   */
  ServerPolicy(
      String name,
      Verdicts admission,
      Map<String, ToolPolicy> tools,
      @Nullable Map<String, RecordPolicy> records) {
    this.name = name;
    this.admission = admission;
    this.tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
    this.records = records == null ? null : new LinkedHashMap<>(records);
    this.unlisted = RecordView.nothing("servers." + name + ".records");
  }

  Decision admission(@Nullable String role) {
    return admission.of(role);
  }

  Decision use(String tool, @Nullable String role) {
    return switch (admission.of(role)) {
      case Denied denied -> denied;
      case Allowed _ -> {
        var policy = tools.get(tool);
        yield policy != null ? policy.use().of(role) : unknown(tool);
      }
    };
  }

  Grant admitted() {
    return admission.grant();
  }

  Set<String> tools() {
    return tools.keySet();
  }

  @Nullable ToolPolicy tool(String tool) {
    return tools.get(tool);
  }

  /** Null: everything is seen in full. */
  @Nullable Map<String, RecordPolicy> records() {
    return records;
  }

  RecordView view(String record, @Nullable String role) {
    if (records == null) {
      return RecordView.WHOLE;
    }
    var policy = records.get(record);
    return policy == null ? unlisted : policy.view(role);
  }

  private Denied unknown(String tool) {
    return new Denied("unknown_tool", name + " has no tool " + OneLine.quoted(tool), List.of());
  }
}
