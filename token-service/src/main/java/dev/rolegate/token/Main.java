package dev.rolegate.token;

import dev.rolegate.auth.config.Boot;
import dev.rolegate.auth.config.Env;
import java.time.Clock;

/** Starts the token service. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Boot.run(
        TokenServiceConfig.SERVICE,
        () -> TokenService.start(TokenServiceConfig.from(Env.system()), Clock.systemUTC()));
  }
}
