package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditEvent.Outcome;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.Explanation;
import dev.rolegate.auth.audit.AuditReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was decided about a request, and what the policy says of it. */
@Command(
    name = "why",
    description = {
      "Finds a request in the audits and says what was decided, and what the policy says of it now.",
      ""
    },
    footer = {"", "Example:", "  rolegate why 01JDM3ZK2N --server hr"})
final class Why implements Callable<Integer> {
  private static final int MOST = 50;

  private final Rolegate rolegate;

  @Parameters(paramLabel = "REQUEST_ID", description = "as the answer or the log has it")
  private String requestId = "";

  @Option(
      names = "--server",
      paramLabel = "NAME",
      description = "whose audit, such as hr (default: all in $DATA_DIR)")
  private @Nullable String server;

  @Mixin private final PolicyOption policy = new PolicyOption();

  Why(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var read = policy.read(rolegate.terminal());
    var events = new ArrayList<AuditEvent>();
    for (var audit : audits()) {
      events.addAll(events(audit));
    }
    if (events.isEmpty()) {
      rolegate
          .terminal()
          .complain(
              "no decision about "
                  + requestId
                  + " is in the last 8 MiB of the audits in "
                  + folder()
                  + "; is the id whole, and DATA_DIR the deployment's?");
      return Exit.REFUSED.code();
    }
    // as it happened
    for (var event : events.reversed()) {
      var told = told(event, read);
      if (rolegate.json()) {
        rolegate.terminal().print(Json.line(told));
      } else {
        new Details(told).printTo(rolegate.terminal());
      }
    }
    return Exit.DONE.code();
  }

  private List<AuditEvent> events(Path audit) {
    try {
      return AuditReader.last(audit, MOST, event -> event.requestId().equals(requestId));
    } catch (IOException e) {
      throw new WrongUsage(audit + " cannot be read; is it yours to read?");
    }
  }

  private Path folder() {
    return Path.of(DataFolder.file(rolegate.terminal(), ""));
  }

  private List<Path> audits() {
    if (server != null) {
      if (!server.matches("[a-z][a-z0-9-]{0,31}")) {
        throw new WrongUsage("--server: give the name of a service, such as hr");
      }
      return List.of(folder().resolve(server).resolve("audit.jsonl"));
    }
    try (var folders = Files.list(folder())) {
      return folders.map(one -> one.resolve("audit.jsonl")).filter(Files::exists).sorted().toList();
    } catch (IOException e) {
      throw new WrongUsage(folder() + " cannot be read; set DATA_DIR to the deployment's folder");
    }
  }

  private static ObjectNode told(AuditEvent event, AccessPolicy policy) {
    var told = Json.object();
    told.put("time", event.time().toString()).put("server", event.server());
    told.put("subject", event.subject()).put("client", event.client()).put("role", event.role());
    if (event.actor() != null) {
      told.put("actor", event.actor());
    }
    if (event.change() != null) {
      told.put("change", event.change());
    }
    if (event.approver() != null) {
      told.put("approver", event.approver());
    }
    told.put("action", event.action());
    var tool = event.tool();
    if (tool != null) {
      told.put("tool", tool);
    }
    told.put("outcome", event.outcome().toString().toLowerCase(Locale.ROOT));
    told.put("reason", event.reason());
    explain(told, event, policy);
    return told;
  }

  /** What a policy decided is explained by it; of anything else the reason is the explanation. */
  private static void explain(ObjectNode told, AuditEvent event, AccessPolicy policy) {
    var server = event.server();
    if (event.reason().startsWith("actor_")) {
      told.put("explanation", "refused for the actor, whose role the audit does not hold");
    } else if (event.subject() == null || !policy.servers().contains(server)) {
      return;
    } else if (event.tool() != null && event.change() != null) {
      // What decided is who may say yes to the change, not whether it could be asked for.
      var now = Explanation.of(policy, server, event.tool(), event.role(), null);
      told.put("rule", "servers." + server + ".tools." + event.tool() + ".confirm");
      told.put("explanation", "confirm: " + String.join("; ", now.confirmations()));
    } else if (event.tool() != null) {
      tell(told, event, Explanation.of(policy, server, event.tool(), event.role(), null));
    } else if (policy.admission(server, event.role()) instanceof Denied denied) {
      tell(
          told,
          event,
          new Explanation(
              false,
              "servers." + server + ".admit",
              denied.explanation(),
              denied.rolesThatMay(),
              List.of(),
              List.of()));
    }
  }

  private static void tell(ObjectNode told, AuditEvent event, Explanation now) {
    told.put("rule", now.rule()).put("explanation", now.sentence());
    told.put("roles_that_may", String.join(", ", now.rolesThatMay()));
    if (!now.conditions().isEmpty()) {
      told.put("if", String.join("; ", now.conditions()));
    }
    if (now.allowed() != (event.outcome() == Outcome.ALLOWED) && now.conditions().isEmpty()) {
      told.put("note", "the policy of now says otherwise, or something else decided");
    }
  }
}
