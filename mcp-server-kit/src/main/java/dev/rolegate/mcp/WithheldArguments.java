package dev.rolegate.mcp;

import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.mcp.schema.Arguments.Refused;
import dev.rolegate.mcp.schema.Views;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses by name the arguments that ask by fields which the caller does not see in full.
 *
 * @param seers the roles that may use the tool and see a field in full
 */
record WithheldArguments(Views views, Function<String, List<String>> seers) {
  static final WithheldArguments NONE = new WithheldArguments(Views.WHOLE, _ -> List.of());

  /** Null when nothing was refused. */
  @Nullable Denied refused(List<Refused> refused) {
    if (refused.isEmpty()) {
      return null;
    }
    var fields = new LinkedHashSet<String>();
    refused.forEach(each -> fields.addAll(each.fields()));
    var may = new LinkedHashSet<>(seers.apply(fields.getFirst()));
    fields.forEach(field -> may.retainAll(seers.apply(field)));
    return new Denied(
        ArgumentRules.REASON,
        "%s; to ask by a field one must see it in full, by %s; may: %s"
            .formatted(
                refused.stream().map(WithheldArguments::sentence).collect(Collectors.joining("; ")),
                fields.stream()
                    .map(field -> views.of(field.substring(0, field.indexOf('.'))).rule())
                    .distinct()
                    .collect(Collectors.joining(", ")),
                may.isEmpty() ? "nobody" : String.join(", ", may)),
        List.copyOf(may));
  }

  private static String sentence(Refused refused) {
    return "%s is not for your role, for it asks by %s; leave it out"
        .formatted(
            refused.value() == null
                ? refused.argument()
                : refused.argument() + " " + refused.value(),
            String.join(", ", refused.fields()));
  }
}
