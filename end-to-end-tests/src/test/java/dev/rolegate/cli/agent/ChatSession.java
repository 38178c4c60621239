package dev.rolegate.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentConfig;
import dev.rolegate.agent.NotConnected;
import dev.rolegate.auth.config.Env;
import dev.rolegate.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** Somebody in the agent's shell, on a terminal where keys are pressed one after the other. */
public final class ChatSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final LineDisciplineTerminal keys;
  private final Agent agent;
  private final CompletableFuture<Void> shell;
  private int mark;

  /**
   * Joins the servers and opens the shell.
   *
   * @param env names the model
   */
  public ChatSession(AgentConfig config, String client, Map<String, String> env)
      throws IOException, NotConnected {
    keys = new LineDisciplineTerminal("test", "dumb", screen, UTF_8);
    var out = new PrintStream(screen, true, UTF_8);
    var terminal =
        new Terminal(Env.of(new HashMap<>(env)), InputStream.nullInputStream(), out, out, true);
    var typing = new Typing(keys);
    agent = Agent.connect(config, new AskedPerson(typing));
    shell =
        CompletableFuture.runAsync(
            () -> new Shell(agent, client, typing, terminal).run(),
            Executors.newVirtualThreadPerTaskExecutor());
  }

  /** Types a line once something that was shown since the last one asks for it. */
  public ChatSession types(String line, String after) throws Exception {
    await(after);
    mark = shown().length();
    keys.processInputBytes((line + "\r").getBytes(UTF_8));
    return this;
  }

  /** Ctrl-C, likewise. */
  public ChatSession interrupts(String after) throws Exception {
    await(after);
    mark = shown().length();
    keys.processInputByte(3);
    return this;
  }

  private void await(String words) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!shown().substring(mark).contains(words)) {
      if (System.nanoTime() > end || shell.isDone()) {
        throw new AssertionError("no '" + words + "' in: " + shown());
      }
      Thread.onSpinWait();
    }
  }

  /** Until the shell has ended; all that was shown. */
  public String ended() throws Exception {
    shell.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return shown();
  }

  private String shown() {
    return screen.toString(UTF_8);
  }

  @Override
  public void close() throws IOException {
    keys.close();
    agent.close();
  }
}
