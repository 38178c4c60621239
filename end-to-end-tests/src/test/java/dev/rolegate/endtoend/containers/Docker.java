package dev.rolegate.endtoend.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.config.Variable;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code docker} command, as people use it, at the top of the repository. */
final class Docker {
  private Docker() {}

  /** Runs a command to its end; what it prints. Fails the test when it fails. */
  static String run(Map<String, String> environment, List<String> command) {
    @Nullable Path err = null;
    try {
      err = Files.createTempFile("rolegate-docker-", ".err");
      var process = builder(environment, command).redirectError(err.toFile()).start();
      var out = new String(process.getInputStream().readAllBytes(), UTF_8);
      var exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new AssertionError(
            command + " ended with " + exitCode + ":\n" + out + Files.readString(err));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(command.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      delete(err);
    }
  }

  static String run(String... command) {
    return run(Map.of(), List.of(command)).strip();
  }

  /** Starts a command; what it prints is dropped. */
  static Process start(Map<String, String> environment, List<String> command) {
    try {
      return builder(environment, command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(command.toString(), e);
    }
  }

  /** What the engine knows about a container. */
  static JsonNode inspect(String container) {
    return Json.parse(run("docker", "inspect", container)).get(0);
  }

  private static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
    var builder = new ProcessBuilder(command).directory(Repository.file("").toFile());
    // The compose file passes on what is set; here only what the test sets.
    for (var variable : Variable.values()) {
      builder.environment().remove(variable.name());
      builder.environment().remove(variable.name() + "_FILE");
    }
    builder.environment().putAll(environment);
    return builder;
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
