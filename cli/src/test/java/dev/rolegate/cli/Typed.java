package dev.rolegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.config.Env;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A command line that was typed, and what came of it. */
record Typed(int code, String out, String err) {
  static final String TOKEN = "management-token-of-a-test-0123456789";

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** With the right token, at this service, where nobody is there to be asked. */
  static Typed at(StubService service, String line) {
    return with(Map.of("MANAGEMENT_TOKEN", TOKEN, "ROLEGATE_URL", service.url()), line);
  }

  static Typed with(Map<String, String> env, String line) {
    return run(env, "", false, line);
  }

  /** With standard input that is no terminal. */
  static Typed piped(StubService service, String in, String line) {
    return run(Map.of("MANAGEMENT_TOKEN", TOKEN, "ROLEGATE_URL", service.url()), in, false, line);
  }

  /** With somebody at a terminal who types these lines when asked. */
  static Typed byHand(StubService service, String in, String line) {
    return run(Map.of("MANAGEMENT_TOKEN", TOKEN, "ROLEGATE_URL", service.url()), in, true, line);
  }

  /** Where nothing is typed and nothing is read. */
  static Terminal nowhere() {
    return new Terminal(
        Env.of(Map.of()),
        InputStream.nullInputStream(),
        new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
        new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
        false);
  }

  /** The words of a line, as a shell splits them. */
  static List<String> words(String line) {
    var words = new ArrayList<String>();
    WORD.matcher(line)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    return words;
  }

  private static Typed run(Map<String, String> env, String in, boolean interactive, String line) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            Env.of(new HashMap<>(env)),
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            interactive);
    var code = Rolegate.run(words(line), terminal);
    return new Typed(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
