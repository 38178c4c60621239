package dev.rolegate.endtoend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A service as the operating system sees it: a process that can be signalled. */
public final class ServiceProcess implements AutoCloseable {
  private static final Pattern ANSWERS = Pattern.compile("answers on \\S+ port ([0-9]+) as");
  private static final Pattern MANAGEMENT = Pattern.compile("management on \\S+ port ([0-9]+)");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private ServiceProcess(Process process) {
    this.process = process;
    Thread.startVirtualThread(this::read);
  }

  /** Starts a main class on a free port, in a folder; returns once it answers. */
  public static ServiceProcess start(
      Class<?> main, Path data, Map<String, String> environment, String... arguments)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                // These processes live for seconds.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(data.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT",
                "0",
                "MANAGEMENT_PORT",
                "0",
                "DATA_DIR",
                data.toString(),
                "POLICY_FILE",
                Repository.file("access-policy.yaml").toString(),
                "LOG_FORMAT",
                "json",
                "RATE_LIMIT_REQUESTS",
                Deployment.UNHINDERED,
                "RATE_LIMIT_TOOL_CALLS",
                Deployment.UNHINDERED));
    builder.environment().putAll(environment);
    var started = new ServiceProcess(builder.start());
    try {
      started.port();
      return started;
    } catch (AssertionError e) {
      started.close();
      throw e;
    }
  }

  public URI url() {
    return URI.create("http://localhost:" + port());
  }

  /** Where its metrics are. */
  URI managementUrl() {
    var management = MANAGEMENT.matcher(log());
    assertThat(management.find()).as(log()).isTrue();
    return URI.create("http://localhost:" + management.group(1));
  }

  /** What it has logged so far. */
  public String log() {
    return String.join("\n", log);
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM; the streams stay open. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL; returns once it is dead. */
  public void kill() {
    process.toHandle().destroyForcibly();
    exitCode();
  }

  /** Another signal, by its name. */
  void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill failed");
    }
  }

  /** Waits for its end. */
  int exitCode() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the process does not end: " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private int port() {
    try {
      return port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the service did not start: " + log(), e);
    }
  }

  private void read() {
    try (var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        log.add(line);
        var answers = ANSWERS.matcher(line);
        if (answers.find()) {
          port.complete(Integer.parseInt(answers.group(1)));
        }
      }
      port.completeExceptionally(new IOException("it ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }
}
