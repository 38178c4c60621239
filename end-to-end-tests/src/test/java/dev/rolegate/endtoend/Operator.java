package dev.rolegate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.cli.Rolegate;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Somebody with the files of a deployment and the {@code rolegate} command. */
final class Operator {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final Env env;

  Operator(Deployment deployment) {
    this(deployment, Map.of());
  }

  /** With variables beside the usual ones. */
  Operator(Deployment deployment, Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put("ROLEGATE_URL", deployment.managementUrl().toString());
    all.put("ISSUER", deployment.issuer());
    all.put("DATA_DIR", deployment.folder().toString());
    this.env = Env.of(all);
  }

  record Ended(int code, String out, String err) {}

  /** One command line; single quotes hold words together. */
  Ended types(String line) {
    var words = new ArrayList<String>();
    WORD.matcher(line)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var code =
        Rolegate.run(
            words,
            env,
            InputStream.nullInputStream(),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8));
    return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** What a command that makes a secret prints when nothing else is wanted. */
  String secret(String line) {
    var ended = types(line + " --secret-only");
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().strip();
  }
}
