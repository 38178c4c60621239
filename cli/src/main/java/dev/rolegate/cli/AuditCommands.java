package dev.rolegate.cli;

import dev.rolegate.auth.audit.VerifyAudit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be said of an audit without any service. */
@Command(
    name = "audit",
    description = {"Audits, offline: needs the files and nothing else.", ""},
    footer = {"", "Example:", "  rolegate audit verify token-service"})
final class AuditCommands {
  private final Rolegate rolegate;

  AuditCommands(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Command(
      description = {
        "Verifies an audit with the checkpoints and the key beside it: finds what was changed, put"
            + " in, moved or taken out, and where.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  rolegate audit verify hr",
        "  rolegate audit verify /backup/audit.jsonl --anchor /elsewhere/checkpoints.jsonl"
      })
  int verify(
      @Parameters(
              paramLabel = "FILE",
              description =
                  "audit.jsonl, or the service whose own is meant: hr for"
                      + " $DATA_DIR/hr/audit.jsonl")
          Path file,
      @Option(
              names = "--anchor",
              paramLabel = "FILE",
              description =
                  "checkpoints that were kept elsewhere; without one, a cut end is not" + " found")
          @Nullable Path anchor) {
    var verdict = VerifyAudit.verify(audit(file), anchor);
    if (rolegate.json()) {
      rolegate.terminal().print(Json.line(verdict.json()));
    } else {
      var said = new Table();
      verdict.sentences().forEach(said::row);
      said.printTo(rolegate.terminal());
    }
    return verdict.exitCode();
  }

  private Path audit(Path named) {
    return Files.isRegularFile(named) || !named.toString().matches("[a-z-]+")
        ? named
        : Path.of(DataFolder.file(rolegate.terminal(), named + "/audit.jsonl"));
  }
}
