package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void itsConfigurationTableIsThatOfTheCode() throws IOException {
    var table =
        Readme.read().between("configuration", "/configuration").stream()
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .toList();
    assertThat(table)
        .containsExactlyElementsOf(Stream.of(Variable.values()).map(Variable::row).toList());
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    var links = LINK.matcher(Readme.read().text()).results().map(found -> found.group(1)).toList();
    assertThat(links).isNotEmpty();
    assertThat(links).allMatch(link -> Files.exists(Repository.file(link)));
  }

  @Test
  void itNamesTheForeignClientsThatAreTested() throws IOException {
    var packages =
        Json.parse(
            Files.readString(
                Repository.file("end-to-end-tests/src/test/foreign-clients/package.json")));
    var readme = Readme.read().text();
    for (var one : packages.get("dependencies").properties()) {
      assertThat(readme).contains("`" + one.getKey() + "` " + one.getValue().asText());
    }
  }

  /** One after the other, as a reader would type them. */
  @Test
  void itsCommandsDoWhatItSays(@TempDir Path data) throws Exception {
    var commands = Readme.read().commands();
    assertThat(commands).map(Readme.Commands::fail).contains(true, false);
    assertThat(commands.toString()).contains("scripts/up", "curl ", "scripts/call ");
    var addresses = Addresses.real();
    var environment = environment(data, addresses);
    try {
      for (var one : commands) {
        var ended = bash(withPorts(one.text(), addresses), environment);
        assertThat(ended.status() != 0).as(one + ": " + ended.out()).isEqualTo(one.fail());
      }
    } finally {
      var stopped = bash("scripts/down", environment);
      assertThat(stopped.status()).as(stopped.out()).isZero();
      assertThat(stopped.out()).contains("token-service", "hr", "project", "crm");
    }
  }

  private record Ended(int status, String out) {}

  /** The ports of the README belong to whoever reads it; a test takes others. */
  private static String withPorts(String commands, Addresses addresses) {
    var changed = commands.replace("localhost:8100", "localhost:" + addresses.tokenPort());
    for (var server : Server.values()) {
      changed =
          changed.replace(
              "localhost:" + server.defaultPort(), "localhost:" + addresses.ports().get(server));
    }
    return changed;
  }

  private static Map<String, String> environment(Path data, Addresses addresses) {
    var management = Addresses.freePorts(Server.values().length + 1).iterator();
    var env = new HashMap<String, String>();
    env.put("DATA_DIR", data.toString());
    env.put("TOKEN_SERVICE_PORT", Integer.toString(addresses.tokenPort()));
    env.put("TOKEN_SERVICE_MANAGEMENT_PORT", management.next().toString());
    for (var server : Server.values()) {
      env.put(server.name() + "_PORT", addresses.ports().get(server).toString());
      env.put(server.name() + "_MANAGEMENT_PORT", management.next().toString());
    }
    return env;
  }

  private static Ended bash(String commands, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", commands))
            .directory(Repository.file("").toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }
}
