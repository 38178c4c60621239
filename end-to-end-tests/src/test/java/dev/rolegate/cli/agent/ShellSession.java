package dev.rolegate.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentConfig;
import dev.rolegate.agent.NotConnected;
import dev.rolegate.auth.config.Env;
import dev.rolegate.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.impl.DumbTerminal;

/** The agent's shell on a terminal without a screen, where lines are typed ahead. */
public final class ShellSession {
  private ShellSession() {}

  /** What was shown: by the shell's terminal, on stdout and on stderr. */
  public record Ended(String screen, String out, String err) {}

  /** Types these lines, then leaves. */
  public static Ended types(AgentConfig config, String client, String... lines)
      throws IOException, NotConnected {
    var typed = new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(UTF_8));
    var screen = new ByteArrayOutputStream();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            Env.of(Map.of()),
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            true);
    try (var typing = new Typing(new DumbTerminal("dumb", "dumb", typed, screen, UTF_8));
        var agent = Agent.connect(config, new AskedPerson(typing))) {
      new Shell(agent, client, typing, terminal).run();
    }
    return new Ended(screen.toString(UTF_8), out.toString(UTF_8), err.toString(UTF_8));
  }

  /** What Tab offers at the end of a line. */
  public static List<String> completions(Agent agent, String line) throws IOException {
    var parsed = new DefaultParser().parse(line, line.length(), Parser.ParseContext.COMPLETE);
    var reader =
        LineReaderBuilder.builder()
            .terminal(new DumbTerminal(InputStream.nullInputStream(), new ByteArrayOutputStream()))
            .build();
    var into = new ArrayList<Candidate>();
    new ShellCompleter(agent).complete(reader, parsed, into);
    return into.stream().map(Candidate::value).toList();
  }
}
