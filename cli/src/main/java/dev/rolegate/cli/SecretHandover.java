package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a secret goes that exists nowhere else: made sure of before it is asked for. */
final class SecretHandover {
  private static final String LOST = "; the secret is lost, so make another: rolegate ";

  @Option(
      names = {"-q", "--quiet", "--secret-only"},
      description = "nothing but the secret on stdout")
  private boolean secretOnly;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "put the secret into a new file that only you can read, and not on stdout")
  private @Nullable Path file;

  /** Asks for a change that makes a secret, and hands it over. */
  int receive(String operation, ObjectNode request, Rolegate rolegate) {
    if (request.has("secret") && (file != null || secretOnly)) {
      throw new WrongUsage(
          "with --import-secret-file no secret is made; leave out --secret-file and --secret-only");
    }
    return receive(() -> rolegate.ask(operation, request), "client rotate-secret", rolegate);
  }

  /**
   * Has a change done that makes a secret, and hands it over.
   *
   * @param another the command that makes another when this one gets lost
   */
  int receive(Supplier<Answer> change, String another, Rolegate rolegate) {
    if (file != null && secretOnly) {
      throw new WrongUsage("give one of --secret-file and --secret-only");
    }
    try (var kept = file == null ? null : NewSecretFile.make(file)) {
      var answer = change.get();
      return answer instanceof Answer.Done(var body) && (kept != null || secretOnly)
          ? handOver(body, kept, another, rolegate)
          : rolegate.report(answer, body -> new Details(flat(body)).printTo(rolegate.terminal()));
    }
  }

  private int handOver(
      ObjectNode body, @Nullable NewSecretFile kept, String another, Rolegate rolegate) {
    var terminal = rolegate.terminal();
    var secret = body.path("secret").asText("");
    if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      terminal.complain("it was done, but the service made no secret");
      return Exit.REFUSED.code();
    }
    if (kept == null) {
      terminal.print(secret);
      if (terminal.out().checkError()) {
        terminal.complain("it was done, but stdout cannot be written" + LOST + another);
        return Exit.REFUSED.code();
      }
      return Exit.DONE.code();
    }
    if (!kept.keep(secret)) {
      terminal.complain("it was done, but " + kept.file() + " cannot be written" + LOST + another);
      return Exit.REFUSED.code();
    }
    body.remove("secret");
    body.put("secret_file", kept.file().toString());
    return rolegate.report(new Answer.Done(body), all -> new Details(flat(all)).printTo(terminal));
  }

  /** The client's members beside those of the answer. */
  private static ObjectNode flat(ObjectNode body) {
    var flat = Json.object();
    body.path("client")
        .properties()
        .forEach(member -> flat.set(member.getKey(), member.getValue()));
    body.properties().forEach(member -> flat.set(member.getKey(), member.getValue()));
    flat.remove("client");
    return flat;
  }
}
