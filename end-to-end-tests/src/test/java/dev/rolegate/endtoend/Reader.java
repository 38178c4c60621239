package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody who types what a page says, in this working copy or in another. Its ports and folders
 * belong to others who read it; this reader has own ones.
 */
final class Reader {
  /** Examples, that of the repository and the one that a page makes, and their ports there. */
  private static final Map<String, Integer> EXAMPLES =
      Map.of("WEATHER_TIME", 8004, "GREETER", 8005);

  private final Path top;
  private final Path folder;
  private final Addresses addresses;
  private final Map<String, Integer> examples = new HashMap<>();
  private final Map<String, String> environment;

  private Reader(Path top, Path folder, Addresses addresses) {
    this.top = top;
    this.folder = folder;
    this.addresses = addresses;
    var free = Addresses.freePorts(EXAMPLES.size()).iterator();
    EXAMPLES.keySet().forEach(prefix -> examples.put(prefix, free.next()));
    this.environment = environment(folder.resolve("data"), addresses);
  }

  /**
   * @param folder for its data and its secrets
   */
  static Reader in(Path folder) {
    return new Reader(Repository.file(""), folder, Addresses.real());
  }

  /** The same in a copy of the repository. */
  static Reader in(Path folder, Path copy) {
    return new Reader(copy, folder, Addresses.real());
  }

  record Ended(int status, String out) {}

  /** One block after the other; each must end as the page says. */
  void types(List<Readme.Commands> blocks) throws IOException, InterruptedException {
    for (var one : blocks) {
      var ended = types(one.text());
      assertThat(ended.status() != 0).as(one + ": " + ended.out()).isEqualTo(one.fail());
    }
  }

  Ended types(String commands) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", own(commands)))
            .directory(top.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }

  private String own(String commands) {
    var changed =
        commands
            .replace("localhost:8100", "localhost:" + addresses.tokenPort())
            .replaceAll("\\bsecrets\\b", folder.resolve("secrets").toString());
    for (var server : Server.values()) {
      changed =
          changed.replace(
              "localhost:" + server.defaultPort(), "localhost:" + addresses.ports().get(server));
    }
    for (var example : EXAMPLES.entrySet()) {
      changed =
          changed.replace(
              "localhost:" + example.getValue(), "localhost:" + examples.get(example.getKey()));
    }
    return changed;
  }

  private Map<String, String> environment(Path data, Addresses addresses) {
    var management = Addresses.freePorts(Server.values().length + EXAMPLES.size() + 1).iterator();
    var env = new HashMap<String, String>();
    env.put("DATA_DIR", data.toString());
    env.put("TOKEN_SERVICE_PORT", Integer.toString(addresses.tokenPort()));
    env.put("TOKEN_SERVICE_MANAGEMENT_PORT", management.next().toString());
    for (var server : Server.values()) {
      env.put(server.name() + "_PORT", addresses.ports().get(server).toString());
      env.put(server.name() + "_MANAGEMENT_PORT", management.next().toString());
    }
    examples.forEach((prefix, port) -> {
      env.put(prefix + "_PORT", port.toString());
      env.put(prefix + "_MANAGEMENT_PORT", management.next().toString());
    });
    return env;
  }
}
