package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.limit.RateLimit;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The access policy: which roles a server admits and which of its tools each role may use. One
 * object is asked by the gate, the tool list, the tool call and the discovery documents, so that
 * what is declared and what is enforced cannot drift apart. Deny by default. This class is
 * immutable.
 */
public final class AccessPolicy {
  private final String file;
  private final @Nullable Path source;
  private final String digest;
  private final List<String> roles;
  private final Verdicts decisions;
  private final Map<String, ServerPolicy> servers;

  AccessPolicy(
      String file,
      @Nullable Path source,
      String digest,
      List<String> roles,
      Verdicts decisions,
      Map<String, ServerPolicy> servers) {
    this.file = file;
    this.source = source;
    this.digest = digest;
    this.roles = List.copyOf(roles);
    this.decisions = decisions;
    this.servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
  }

  /**
   * Reads and validates a policy file of at most 1 MiB.
   *
   * @throws PolicyRefused with every problem, each with its line and column
   */
  public static AccessPolicy load(Path file) {
    return new PolicyReader(file.toString()).read(PolicyFile.read(file), file);
  }

  /** Reads the policy that {@code POLICY_FILE} names; its problems are noted in the settings. */
  public static @Nullable AccessPolicy from(Settings settings) {
    try {
      return load(settings.path("POLICY_FILE", Path.of("access-policy.yaml")));
    } catch (PolicyRefused refused) {
      refused.problems().forEach(settings::problem);
      return null;
    }
  }

  /**
   * Validates a policy.
   *
   * @param name stands in problems where a file's name would
   * @throws PolicyRefused with every problem, each with its line and column
   */
  public static AccessPolicy parse(String name, String yaml) {
    return new PolicyReader(name).read(yaml, null);
  }

  /** The file that it was read from; null: from none. */
  @Nullable Path source() {
    return source;
  }

  /** SHA-256 of its text in hex: the same for the same policy, however it came. */
  public String digest() {
    return digest;
  }

  /** Every role that the policy declares, in the order of the file. */
  public List<String> roles() {
    return roles;
  }

  /** The names of all servers, in the order of the file. */
  public Set<String> servers() {
    return servers.keySet();
  }

  /** The tools listed for a server, in the order of the file; none for an unknown server. */
  public Set<String> tools(String server) {
    var policy = servers.get(server);
    return policy == null ? Set.of() : policy.tools();
  }

  /** May this role (null: the claim is absent) enter this server? */
  public Decision admission(String server, @Nullable String jobRole) {
    var policy = servers.get(server);
    return policy == null ? unknown(server) : policy.admission(jobRole);
  }

  /** May this caller enter this server? Whoever acts for another needs a role that may, too. */
  public Decision admission(String server, Caller caller) {
    return both(caller, role -> admission(server, role));
  }

  /** May this role use this tool of this server? Asks {@link #admission} first. */
  public Decision toolUse(String server, String tool, @Nullable String jobRole) {
    var policy = servers.get(server);
    return policy == null ? unknown(server) : policy.use(tool, jobRole);
  }

  /** May this caller use this tool? Whoever acts for another needs a role that may, too. */
  public Decision toolUse(String server, String tool, Caller caller) {
    return both(caller, role -> toolUse(server, tool, role));
  }

  /** The servers that this role (null: the claim is absent) is admitted to, in the file's order. */
  public Set<String> serversAdmitting(@Nullable String jobRole) {
    var admitting = new LinkedHashSet<String>();
    servers.forEach((name, policy) -> {
      if (policy.admission(jobRole) instanceof Allowed) {
        admitting.add(name);
      }
    });
    return Collections.unmodifiableSet(admitting);
  }

  /** The declared roles that a server admits, in the order of the file. */
  public List<String> admittedRoles(String server) {
    return roles.stream().filter(role -> admission(server, role) instanceof Allowed).toList();
  }

  /** The declared roles that may use a tool, in the order of the file. */
  public List<String> rolesFor(String server, String tool) {
    return roles.stream().filter(role -> toolUse(server, tool, role) instanceof Allowed).toList();
  }

  /**
   * What does not fit between this policy and the tools that a server really has: a tool that the
   * policy does not list, or a line about a tool that does not exist.
   */
  public List<String> mismatches(String server, Set<String> tools) {
    var policy = servers.get(server);
    if (policy == null) {
      var hint = NearMatch.suggestion(server, servers.keySet());
      return List.of(file + ": servers has no " + server + "; add it with its tools" + hint);
    }
    var problems = new ArrayList<String>();
    var path = "servers." + server + ".tools";
    for (var tool : new TreeSet<>(tools)) {
      if (policy.tool(tool) == null) {
        problems.add(
            "%s: %s does not list %s; add a line, for example %s: {allow: []} for nobody"
                .formatted(file, path, tool, tool));
      }
    }
    for (var tool : policy.tools()) {
      var listed = policy.tool(tool);
      if (listed != null && !tools.contains(tool)) {
        problems.add(
            "%s: %s lists %s, which %s does not have; correct or remove the line%s"
                .formatted(listed.place(), path, tool, server, NearMatch.suggestion(tool, tools)));
      }
    }
    return List.copyOf(problems);
  }

  /**
   * The kinds of record of which the policy lists the fields, and these, in the order of the file;
   * none where a server's results are seen in full.
   */
  public Map<String, Set<String>> recordFields(String server) {
    var policy = servers.get(server);
    var records = policy == null ? null : policy.records();
    var listed = new LinkedHashMap<String, Set<String>>();
    if (records != null) {
      records.forEach((kind, record) -> {
        var fields = record.fields();
        if (fields != null) {
          listed.put(kind, Collections.unmodifiableSet(new LinkedHashSet<>(fields.keySet())));
        }
      });
    }
    return Collections.unmodifiableMap(listed);
  }

  /**
   * What this role (null: the claim is absent) sees of a kind of record in this server's results.
   */
  public RecordView view(String server, String record, @Nullable String jobRole) {
    var policy = servers.get(server);
    return policy == null ? RecordView.nothing("servers." + server) : policy.view(record, jobRole);
  }

  /** What this caller sees; whoever acts for another sees what both may. */
  public RecordView view(String server, String record, Caller caller) {
    var ofSubject = view(server, record, caller.jobRole());
    var actor = caller.actor();
    return actor == null ? ofSubject : ofSubject.and(view(server, record, actor.jobRole()));
  }

  /** What this role may give as arguments; none: whatever fits. */
  public List<ArgumentRule> argumentRules(String server, String tool, @Nullable String jobRole) {
    var policy = toolPolicy(server, tool);
    return policy == null ? List.of() : policy.rules(jobRole);
  }

  /** The roles that may use a tool and give whatever fits as this argument. */
  public List<String> unboundRoles(String server, String tool, String argument) {
    return rolesFor(server, tool).stream()
        .filter(role ->
            argumentRules(server, tool, role).stream()
                .noneMatch(rule -> rule.argument().equals(argument)))
        .toList();
  }

  /** What this caller may give as arguments: its own rules and, if somebody acts for it, theirs. */
  public List<ArgumentRule> argumentRules(String server, String tool, Caller caller) {
    var ofSubject = argumentRules(server, tool, caller.jobRole());
    var actor = caller.actor();
    if (actor == null) {
      return ofSubject;
    }
    var both = new LinkedHashSet<>(ofSubject);
    both.addAll(argumentRules(server, tool, actor.jobRole()));
    return List.copyOf(both);
  }

  /**
   * Who must say yes to a change; the strictest line that these arguments fit. A tool without a
   * line asks, which is for those that change data: of others it is not a question.
   */
  public Confirmation confirmation(String server, String tool, JsonNode arguments) {
    var policy = toolPolicy(server, tool);
    return policy == null
        ? new Confirmation(Confirmation.Level.OTHER, List.of(), "servers." + server + ".tools")
        : policy.confirmation().of(arguments);
  }

  /** What the policy says of who must say yes, to be told; none when it has no line. */
  public List<ConfirmationLine> confirmationLines(String server, String tool) {
    var policy = toolPolicy(server, tool);
    return policy == null ? List.of() : policy.confirmation().lines();
  }

  /** The kinds of record that the policy has lines for, in the order of the file. */
  public Set<String> records(String server) {
    var policy = servers.get(server);
    var records = policy == null ? null : policy.records();
    return records == null ? Set.of() : Collections.unmodifiableSet(records.keySet());
  }

  /** The fields of a kind of record that the policy has lines for; none: all are seen in full. */
  public Set<String> fields(String server, String record) {
    var policy = servers.get(server);
    var records = policy == null ? null : policy.records();
    var line = records == null ? null : records.get(record);
    var fields = line == null ? null : line.fields();
    return fields == null ? Set.of() : Collections.unmodifiableSet(fields.keySet());
  }

  /**
   * May this person release a change of this kind that somebody asked for? At {@code ask} and
   * {@code person} whoever may use the tool itself with these arguments; at {@code other} not the
   * subject who asked, and only the roles that the policy names.
   *
   * @param requester the subject of the caller who asked
   */
  public Decision approval(
      String server,
      String tool,
      Confirmation confirmation,
      JsonNode arguments,
      String requester,
      Approver approver) {
    return new ApprovalRules(this)
        .decide(server, tool, confirmation, arguments, requester, approver);
  }

  /** May this role see on the approval page what was decided lately? */
  public Decision decisions(@Nullable String jobRole) {
    return decisions.of(jobRole);
  }

  /** How often one caller may use the tool; null: as the server says of all. */
  public @Nullable RateLimit toolLimit(String server, String tool) {
    var policy = toolPolicy(server, tool);
    return policy == null ? null : policy.limit();
  }

  /** What does not fit between this policy and what a server's tools really have. */
  public List<String> mismatches(String server, List<ToolShape> tools) {
    var names = tools.stream().map(ToolShape::name).collect(Collectors.toSet());
    var problems = new ArrayList<>(mismatches(server, names));
    var policy = servers.get(server);
    if (policy == null) {
      return problems;
    }
    var fit = new PolicyFit(server);
    for (var tool : tools) {
      var lines = policy.tool(tool.name());
      if (lines != null) {
        fit.check(lines, tool);
      }
    }
    problems.addAll(fit.problems());
    var records = policy.records();
    if (records != null) {
      problems.addAll(new RecordFit(file, server).problems(records, tools));
    }
    return List.copyOf(problems);
  }

  private @Nullable ToolPolicy toolPolicy(String server, String tool) {
    var policy = servers.get(server);
    return policy == null ? null : policy.tool(tool);
  }

  /** The subject's role and, if somebody acts for it, the actor's: a denial says whose it was. */
  private static Decision both(Caller caller, RoleQuestion question) {
    var ofSubject = question.decide(caller.jobRole());
    var actor = caller.actor();
    if (actor == null) {
      return ofSubject;
    }
    return switch (ofSubject) {
      case Denied denied -> denied.of("subject");
      case Allowed _ ->
          switch (question.decide(actor.jobRole())) {
            case Denied denied -> denied.of("actor");
            case Allowed _ -> ofSubject;
          };
    };
  }

  private interface RoleQuestion {
    Decision decide(@Nullable String jobRole);
  }

  private Denied unknown(String server) {
    return new Denied(
        "unknown_server", "the access policy has no server " + OneLine.quoted(server), List.of());
  }
}
