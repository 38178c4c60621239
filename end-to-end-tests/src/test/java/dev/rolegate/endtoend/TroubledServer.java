package dev.rolegate.endtoend;

import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.database.Database;
import dev.rolegate.mcp.McpService;
import dev.rolegate.mcp.McpServiceConfig;
import dev.rolegate.mcp.Outcome;
import dev.rolegate.mcp.Tool;
import dev.rolegate.mcp.schema.Describe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A server of its own whose tools all have bugs. It is called {@code sample}, for which the kit's
 * tests bring a database.
 */
final class TroubledServer implements AutoCloseable {
  /** Stands in the text of everything that is thrown here. */
  static final String CANARY = "canary 5f0e of an exception";

  /** Every tool, and a frame or a message that its log line must hold. */
  static final List<String> BUGS =
      List.of(
          "throws",
          "recurses",
          "throws_with_cause",
          "breaks_a_class",
          "answers_nothing",
          "cannot_be_encoded");

  private final McpService service;
  private final TestTokens tokens = TestTokens.hs256(Clock.systemUTC());
  private final AuditFile audit;

  TroubledServer(Path folder) throws IOException {
    var policy = new StringBuilder("version: 1\nroles: [Manager, Officer]\nservers:\n  sample:\n");
    policy.append("    admit: [Manager]\n    tools:\n");
    tools()
        .forEach(
            tool -> policy.append("      ").append(tool.name()).append(": {allow: [Manager]}\n"));
    var key = folder.resolve("hs256.key");
    Files.write(key, tokens.secret().bytes());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    var env =
        Map.of(
            "PORT",
            "0",
            "MANAGEMENT_PORT",
            "0",
            "DATA_DIR",
            folder.toString(),
            "POLICY_FILE",
            Files.writeString(folder.resolve("policy.yaml"), policy).toString(),
            "TOKEN_ALGORITHM",
            "HS256",
            "REVOCATION_GRACE",
            "off",
            "TOKEN_KEY_FILE",
            key.toString());
    var config = McpServiceConfig.from(Env.of(env), "sample", Server.HR.defaultPort());
    this.service =
        McpService.start(config, Database.open(config.database()), Clock.systemUTC(), tools());
    this.audit = new AuditFile(folder.resolve("sample").resolve("audit.jsonl"));
  }

  URI url() {
    return URI.create("http://localhost:" + service.port());
  }

  AuditFile audit() {
    return audit;
  }

  String token() {
    return tokens.mint();
  }

  /** Of somebody whom the policy does not admit. */
  String officersToken() {
    return tokens.valid().claim("job_role", "Officer").mint();
  }

  @Override
  public void close() {
    service.close();
  }

  record Nothing() {}

  record Text(@Describe("Any text") String text) {}

  record Texts(@Describe("Any texts") List<String> texts) {}

  /** Looks like any list until somebody reads it. */
  private static final class Unreadable extends AbstractList<String> {
    @Override
    public String get(int index) {
      throw new IllegalStateException(CANARY);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  private static List<Tool<?, ?>> tools() {
    return List.of(
        bug(
            "throws",
            () -> {
              throw new IllegalStateException(CANARY);
            }),
        bug(
            "recurses",
            () -> {
              throw new StackOverflowError(CANARY);
            }),
        bug(
            "throws_with_cause",
            () -> {
              throw new IllegalArgumentException(
                  "outer", new IOException("/secret/path " + CANARY));
            }),
        bug(
            "breaks_a_class",
            () -> {
              throw new NoClassDefFoundError(CANARY);
            }),
        bug("answers_nothing", TroubledServer::nothing),
        Tool.reading(
            "cannot_be_encoded",
            "Cannot be encoded",
            "Has a result that cannot be written.",
            Nothing.class,
            Texts.class,
            (_, _) -> Outcome.done(new Texts(new Unreadable()))),
        Tool.reading(
            "works", "Works", "Works.", Text.class, Text.class, (asked, _) -> Outcome.done(asked)));
  }

  private static Tool<Nothing, Text> bug(String name, Supplier<Outcome<Text>> body) {
    return Tool.reading(name, name, "Has a bug.", Nothing.class, Text.class, (_, _) -> body.get());
  }

  /** What a tool must never do, and the compiler would not let it. */
  @SuppressWarnings("NullAway")
  private static Outcome<Text> nothing() {
    return null;
  }
}
