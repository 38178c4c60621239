package dev.rolegate.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A second secret beside the first, until the first ends. */
@Command(
    name = "rotate-secret",
    description = {
      "Gives a client a new secret, shown once. The one before lives on for a while, so that the"
          + " client can change over without a refused request.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate client rotate-secret reports --reason yearly --secret-file reports.secret",
      "  rolegate client rotate-secret reports --reason 'secret was mailed around' --overlap PT0S"
    })
final class RotateSecret implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private SecretRequest secret = new SecretRequest();

  @Option(
      names = "--overlap",
      paramLabel = "DURATION",
      description = "how long the older secret lives on (default: PT24H; PT0S ends it now)")
  private @Nullable Duration overlap;

  @Option(
      names = "--end-secret",
      paramLabel = "SECRET-ID",
      description = "with two living secrets: the one that ends now to make room (see client show)")
  private @Nullable String ended;

  RotateSecret(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    var request = secret.begun();
    if (overlap != null) {
      request.put("overlap", overlap.toString());
    }
    if (ended != null) {
      request.put("end_secret", ended);
    }
    return secret.send("clients/rotate-secret", request, rolegate);
  }
}
