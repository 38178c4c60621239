package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Where the service is looked for, and what opens it. */
class ConnectionTest {
  @TempDir Path data;

  private final StubService service = new StubService();

  @BeforeEach
  void answering() {
    service.answering(200, "{\"keys\":[]}");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /** Of a token, in each place; the first that is there is the one. */
  record Places(boolean option, boolean variable, boolean file, boolean data, String sent) {}

  static final List<Places> places =
      List.of(
          new Places(true, true, true, true, "of-the-option"),
          new Places(true, false, false, false, "of-the-option"),
          new Places(false, true, false, true, "of-the-variable"),
          new Places(false, false, true, true, "of-the-file"),
          new Places(false, false, false, true, "of-the-data"));

  @ParameterizedTest
  @FieldSource("places")
  void theTokenComesFrom(Places place) throws IOException {
    var env = new HashMap<>(Map.of("ROLEGATE_URL", service.url(), "DATA_DIR", data.toString()));
    if (place.variable()) {
      env.put("MANAGEMENT_TOKEN", "of-the-variable");
    }
    if (place.file()) {
      env.put("MANAGEMENT_TOKEN_FILE", kept("file", "of-the-file").toString());
    }
    if (place.data()) {
      kept("token-service/management.token", "of-the-data");
    }
    var option = place.option() ? " --token-file " + kept("option", "of-the-option") : "";
    var typed = Typed.with(env, "key list" + option);
    assertThat(typed.code()).as(typed.err()).isZero();
    assertThat(service.asked().getFirst().authorization()).isEqualTo("Bearer " + place.sent());
  }

  @Test
  void withoutATokenNothingIsAsked() throws IOException {
    var env = Map.of("ROLEGATE_URL", service.url(), "DATA_DIR", data.toString());
    var none = Typed.with(env, "key list");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).contains("no management token (", "management.token does not exist");
    var open = kept("token-service/management.token", "t");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Typed.with(env, "key list").err()).contains("may be read by others; run: chmod 600");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(open, "two\nlines");
    assertThat(Typed.with(env, "key list").err()).contains("is no token");
    var both = new HashMap<>(env);
    both.putAll(Map.of("MANAGEMENT_TOKEN", "t", "MANAGEMENT_TOKEN_FILE", open.toString()));
    assertThat(Typed.with(both, "key list").err()).contains("not both");
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void anOptionWinsOverTheVariable() {
    var env = Map.of("MANAGEMENT_TOKEN", "t", "ROLEGATE_URL", "http://127.0.0.1:1");
    assertThat(Typed.with(env, "key list --url " + service.url() + "/").code()).isZero();
    assertThat(Typed.with(env, "key list").code()).isEqualTo(3);
  }

  @Test
  void plainHttpToAnotherMachineNeedsAWord() {
    var env = Map.of("MANAGEMENT_TOKEN", "t", "PLAIN_HTTP", "internal-network");
    // Of a name that nobody has (RFC 6761 §6.4): it gets as far as looking for it.
    var typed = Typed.with(env, "key list --url http://tokens.invalid:9100");
    assertThat(typed.code()).isEqualTo(3);
    assertThat(typed.err()).contains("http://tokens.invalid:9100 does not answer");
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForForEver() throws IOException {
    // Takes connections, and says nothing.
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port =
          ManagementPort.at(
              URI.create("http://127.0.0.1:" + silent.getLocalPort()),
              Secret.of("t"),
              null,
              Duration.ofMillis(50));
      assertThat(port.ask("keys/list", Json.object()))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> {
                assertThat(failed.exit()).isEqualTo(Exit.UNREACHED);
                assertThat(failed.sentence())
                    .contains("gave no whole answer", "may have been made or not");
              });
    }
  }

  private Path kept(String name, String token) throws IOException {
    var file = data.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, token + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
