package dev.rolegate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.ArgumentRule;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.Confirmation;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.RecordView;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.auth.limit.RateLimit;
import dev.rolegate.mcp.schema.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tools of one server with what one policy says of each: the list that a caller sees, the calls
 * that it may make and what it sees of their results come from here, and nowhere else. Thread-safe.
 */
final class Toolbox {
  /** In {@code _meta} of a listed tool: none, ask, person or other. */
  private static final String CONFIRMATION = "dev.rolegate/confirmation";

  private final String server;
  private final AccessPolicy policy;
  private final OfferedTools tools;
  private final Map<Standing, Shelf> shelves = new ConcurrentHashMap<>();

  /**
   * @throws StartRefused when policy and tools do not match
   */
  Toolbox(String server, AccessPolicy policy, OfferedTools tools) {
    this.server = server;
    this.policy = policy;
    this.tools = tools;
    var mismatches = new ArrayList<>(policy.mismatches(server, tools.shapes()));
    policy
        .roles()
        .forEach(role ->
            mismatches.addAll(
                tools.ownersThatCannotBeTold(kind -> policy.view(server, kind, role))));
    if (!mismatches.isEmpty()) {
      throw new StartRefused(mismatches.stream().distinct().toList());
    }
    policy.roles().forEach(role -> shelves.put(new Standing(role, null, false), shelf(role)));
    shelves.put(Standing.NONE, shelf((String) null));
  }

  AccessPolicy policy() {
    return policy;
  }

  Decision mayUse(String tool, Caller caller) {
    return policy.toolUse(server, tool, caller);
  }

  /** Who must say yes before the call changes anything. */
  Confirmation confirmation(String tool, JsonNode arguments) {
    return policy.confirmation(server, tool, arguments);
  }

  /** The tool that changes data, whoever may use it; null: there is none of this name. */
  @Nullable OfferedTool<?, ?> writing(String name) {
    var tool = tools.byName().get(name);
    return tool != null && tool.writes() ? tool : null;
  }

  /** How often one caller may use a tool; null: as the server says of all. */
  @Nullable RateLimit limit(String tool) {
    return policy.toolLimit(server, tool);
  }

  /** Whether there is a tool of this name, for whomever. */
  boolean has(String name) {
    return tools.byName().containsKey(name);
  }

  /** The tool of this name as this caller may use it; null when it may not. */
  @Nullable OfferedTool<?, ?> find(String name, Caller caller) {
    return shelf(caller).tools().get(name);
  }

  /** The result of {@code tools/list} as JSON text; roles that the policy does not know are one. */
  String list(Caller caller) {
    return shelf(caller).list();
  }

  /** The names that a caller sees, in the order of the list. */
  Set<String> names(Caller caller) {
    return shelf(caller).tools().keySet();
  }

  /**
   * All by which the policy tells callers apart; there are few.
   *
   * @param role null: none, or one that the policy does not know
   * @param actor null: nobody acts for it, or somebody without a role that the policy knows
   */
  private record Standing(@Nullable String role, @Nullable String actor, boolean acting) {
    static final Standing NONE = new Standing(null, null, false);
  }

  /** What is there for callers of one standing. */
  private record Shelf(Map<String, OfferedTool<?, ?>> tools, String list) {}

  private Shelf shelf(Caller caller) {
    var actor = caller.actor();
    var standing =
        actor == null
            ? new Standing(known(caller.jobRole()), null, false)
            : new Standing(known(caller.jobRole()), known(actor.jobRole()), true);
    var ready = shelves.get(standing);
    return ready != null
        ? ready
        : shelves.computeIfAbsent(
            standing,
            _ ->
                shelf(
                    name -> policy.toolUse(server, name, caller),
                    kind -> policy.view(server, kind, caller),
                    name -> policy.argumentRules(server, name, caller)));
  }

  private @Nullable String known(@Nullable String role) {
    return role != null && policy.roles().contains(role) ? role : null;
  }

  private Shelf shelf(@Nullable String role) {
    return shelf(
        name -> policy.toolUse(server, name, role),
        kind -> policy.view(server, kind, role),
        name -> policy.argumentRules(server, name, role));
  }

  private Shelf shelf(
      Function<String, Decision> use, Views asked, Function<String, List<ArgumentRule>> rules) {
    var views = new HashMap<String, RecordView>();
    tools.kinds().forEach(kind -> views.put(kind, asked.of(kind)));
    Views prepared =
        kind -> {
          var view = views.get(kind);
          if (view == null) {
            throw new IllegalArgumentException("no result holds a record of the kind " + kind);
          }
          return view;
        };
    var permitted = new LinkedHashMap<String, OfferedTool<?, ?>>();
    tools
        .byName()
        .forEach((name, tool) -> {
          if (use.apply(name) instanceof Decision.Allowed) {
            permitted.put(name, offered(tool, prepared, rules.apply(name)));
          }
        });
    var result = JsonNodeFactory.instance.objectNode();
    var entries = result.putArray("tools");
    permitted.values().forEach(tool -> entries.add(listed(tool)));
    return new Shelf(permitted, result.toString());
  }

  /**
   * The entry of the list. Of a tool that changes data it says who will be asked, so that a client
   * need not ask the same person twice; for some arguments it may be somebody stricter.
   */
  private ObjectNode listed(OfferedTool<?, ?> tool) {
    if (!tool.writes()) {
      return tool.description();
    }
    var level = confirmation(tool.name(), JsonNodeFactory.instance.objectNode()).level();
    var entry = tool.description().deepCopy();
    entry.putObject("_meta").put(CONFIRMATION, level.name().toLowerCase(Locale.ROOT));
    return entry;
  }

  private OfferedTool<?, ?> offered(OfferedTool<?, ?> tool, Views views, List<ArgumentRule> rules) {
    if (tool.isKits()) {
      return tool;
    }
    return tool.offeredTo(
        new OfferedTool.Offer(
            views,
            new ArgumentRules(
                rules,
                tool.tool().owners(),
                argument -> policy.unboundRoles(server, tool.name(), argument)),
            new WithheldArguments(views, field -> seers(tool.name(), field))));
  }

  private List<String> seers(String tool, String field) {
    return policy.rolesFor(server, tool).stream()
        .filter(role -> ((Views) kind -> policy.view(server, kind, role)).isFull(field))
        .toList();
  }
}
