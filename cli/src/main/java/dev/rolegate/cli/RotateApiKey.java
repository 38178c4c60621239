package dev.rolegate.cli;

import dev.rolegate.auth.apikey.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A second key with the same rights beside the first, until the first ends. */
@Command(
    name = "rotate",
    description = {
      "Gives an API key's caller a new key, shown once. The one before lives on for a while, so that"
          + " its caller can change over without a refused request.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate apikey rotate reports --secret-file reports.key",
      "  rolegate apikey rotate reports --overlap PT0S"
    })
final class RotateApiKey implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private NewApiKey made = new NewApiKey();

  @Option(
      names = "--overlap",
      paramLabel = "DURATION",
      description = "how long the older key lives on (default: PT1H; PT0S ends all before it now)")
  private Duration overlap = Duration.ofHours(1);

  @Option(
      names = "--expires",
      paramLabel = "DURATION",
      description = "how long the new one lives (default: as long as the one before was made for)")
  private @Nullable Duration expires;

  RotateApiKey(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    if (overlap.isNegative()) {
      throw new WrongUsage("--overlap: give a time from now, such as PT1H, or PT0S for none");
    }
    var life = expires == null ? null : NewApiKey.life(expires);
    return made.make(rolegate, (keys, sha256, now) -> rotated(keys, sha256, now, life));
  }

  private List<ApiKey> rotated(
      List<ApiKey> keys, String sha256, Instant now, @Nullable Duration life) {
    var before = ApiKeysOption.named(made.id(), keys);
    var good = before.stream().filter(key -> !key.hasEnded(now)).toList();
    if (good.size() > 1 && !overlap.isZero()) {
      throw new ApiKeysOption.NotDone(
          "%s has two keys that are good; wait until the older ends (%s), or end both with --overlap"
                  .formatted(made.id(), good.getFirst().notAfter())
              + " PT0S");
    }
    var newest = before.getLast();
    var rotated = new ArrayList<>(keys);
    rotated.removeAll(before);
    if (!overlap.isZero()) {
      good.forEach(key -> rotated.add(key.endingBy(now.plus(overlap))));
    }
    var lives = life == null ? Duration.between(newest.notBefore(), newest.notAfter()) : life;
    rotated.add(newest.with(sha256, now, now.plus(lives)));
    return rotated;
  }
}
