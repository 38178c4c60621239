package dev.rolegate.endtoend.process;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.endtoend.UnconfirmedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Tokens that a server accepts without any token service. */
record SharedSecret(Path file) {
  private static final TestTokens TOKENS = TestTokens.hs256(Clock.systemUTC());

  static SharedSecret in(Path folder) throws IOException {
    var file = folder.resolve("hs256.key");
    Files.write(file, TOKENS.secret().bytes());
    return new SharedSecret(
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
  }

  Map<String, String> environment() {
    return Map.of(
        "TOKEN_ALGORITHM", "HS256",
        "TOKEN_KEY_FILE", file.toString(),
        "REVOCATION_GRACE", "off");
  }

  /** The same for a server that writes without asking anybody. */
  Map<String, String> unconfirmed() {
    var environment = new HashMap<>(environment());
    environment.put(
        "POLICY_FILE", UnconfirmedPolicy.in(file.toAbsolutePath().getParent()).toString());
    return environment;
  }

  /** Of alice, a Manager, for the server at the hr address. */
  String token() {
    return TOKENS.mint();
  }
}
