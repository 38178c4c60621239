package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.PolicyRefused;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.cli.verify.Administration;
import dev.rolegate.cli.verify.Findings;
import dev.rolegate.cli.verify.Inspection;
import dev.rolegate.cli.verify.Order;
import dev.rolegate.cli.verify.Unverifiable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves that what the policy declares is what runs. */
@Command(
    name = "verify",
    description = {
      "Attacks the running deployment from outside, and compares what it answers with what the"
          + " access policy says: every role at every tool on every transport, every defect of a"
          + " token, tricks with headers, bodies, paths and sessions. Takes about a minute.",
      "",
      "It changes no data. It makes clients of its own, which are removed at the end, also on"
          + " Ctrl-C; the audit calls it verify.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate verify",
      "  rolegate verify --policy access-policy.yaml --report verify-report",
      "  rolegate verify --connect-to hr=127.0.0.1:8001 --json"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int LONGEST_LINE = 1000;
  private static final String ENDED =
      "ended before everything was tried; its probe clients are removed";

  private final Rolegate rolegate;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "what should be so (default: POLICY_FILE, or access-policy.yaml of this folder)")
  private @Nullable Path policy;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "write verify.html, for people, and verify.json, for programs")
  private @Nullable Path report;

  @Option(
      names = "--connect-to",
      paramLabel = "NAME=HOST:PORT",
      description =
          "where a server, or token-service, is reached when not at its public address; may be"
              + " repeated")
  private Map<String, String> connectTo = Map.of();

  @Option(
      names = "--no-wait",
      description = "leave out the token that must expire first, which takes half a minute")
  private boolean impatient;

  VerifyCommand(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var terminal = rolegate.terminal();
    var order = order();
    prepareReport();
    try {
      return report(Inspection.run(order, this::ask, line -> terminal.note("verify: " + line)));
    } catch (Unverifiable e) {
      terminal.complain(Thread.currentThread().isInterrupted() ? ENDED : e.sentence());
      return Exit.UNREACHED.code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      terminal.complain(ENDED);
      return Exit.UNREACHED.code();
    }
  }

  private Order order() {
    var named = rolegate.terminal().variable("POLICY_FILE");
    var file = policy != null ? policy : Path.of(named == null ? "access-policy.yaml" : named);
    connectTo.forEach((name, address) -> {
      if (!address.matches(".+:[0-9]{1,5}")) {
        throw new WrongUsage("--connect-to: give NAME=HOST:PORT, such as hr=127.0.0.1:8001");
      }
    });
    return new Order(
        read(file),
        file,
        connectTo,
        rolegate.trust(),
        !impatient,
        System.getProperty("user.name", "somebody"),
        Clock.systemUTC());
  }

  private static AccessPolicy read(Path file) {
    try {
      return AccessPolicy.load(file);
    } catch (PolicyRefused refused) {
      throw new WrongUsage(
          "--policy: the file cannot be used: " + String.join("; ", refused.problems()));
    }
  }

  /** Before a minute is spent. */
  private void prepareReport() {
    if (report != null) {
      try {
        Files.createDirectories(report);
      } catch (IOException e) {
        throw unwritable(report);
      }
    }
  }

  private int report(Findings findings) {
    var terminal = rolegate.terminal();
    if (rolegate.json()) {
      terminal.print(Json.line(findings.json()));
    } else {
      findings.lines().forEach(line -> terminal.print(OneLine.of(line, LONGEST_LINE)));
    }
    if (report != null) {
      try {
        findings.write(report);
      } catch (IOException e) {
        terminal.complain("the report cannot be written to " + report + "; is the disk full?");
        return Exit.REFUSED.code();
      }
      terminal.note("verify: the report is " + report.resolve("verify.html"));
    }
    return findings.differences() == 0 ? Exit.DONE.code() : Exit.REFUSED.code();
  }

  private Administration.Reply ask(String operation, ObjectNode body) {
    return switch (rolegate.ask(operation, body)) {
      case Answer.Done(var done) -> new Administration.Reply.Done(done);
      case Answer.Failed(var exit, var sentence) when exit == Exit.UNREACHED ->
          throw new Unverifiable(sentence);
      case Answer.Failed(var _, var sentence) -> new Administration.Reply.Refused(sentence);
    };
  }

  private static WrongUsage unwritable(Path folder) {
    return new WrongUsage("--report: " + folder + " cannot be made; give a folder of yours");
  }
}
