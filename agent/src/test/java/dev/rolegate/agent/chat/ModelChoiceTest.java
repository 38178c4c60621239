package dev.rolegate.agent.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ModelChoiceTest {
  private static final String KEY = "sk-canary";

  /**
   * @param says part of the one problem; empty: it is chosen, and this is where and with what key
   */
  record Row(String name, Map<String, String> env, String says, String chosen) {}

  static final List<Row> ROWS =
      List.of(
          wrong("no vendor", Map.of("CHAT_MODEL", "gpt-5"), "VENDOR:NAME"),
          wrong("a vendor, no name", Map.of("CHAT_MODEL", "openai:"), "names no model"),
          wrong("nearly", Map.of("CHAT_MODEL", "antropic:x"), "did you mean anthropic?"),
          wrong("no key", Map.of("CHAT_MODEL", "openai:x"), "OPENAI_API_KEY"),
          wrong(
              "another vendor's key",
              Map.of("CHAT_MODEL", "gemini:x", "OPENAI_API_KEY", KEY),
              "GEMINI_API_KEY"),
          wrong(
              "the vendor's own key is not for somebody else's server",
              Map.of(
                  "CHAT_MODEL", "anthropic:x",
                  "ANTHROPIC_API_KEY", KEY,
                  "CHAT_BASE_URL", "https://models.example.com/v1"),
              "CHAT_API_KEY: anthropic needs a key"),
          wrong(
              "plain http to another machine",
              Map.of(
                  "CHAT_MODEL", "openai:x",
                  "CHAT_API_KEY", KEY,
                  "CHAT_BASE_URL", "http://models.example.com/v1"),
              "plain http to another machine"),
          wrong(
              "no URL",
              Map.of("CHAT_MODEL", "openai:x", "CHAT_API_KEY", KEY, "CHAT_BASE_URL", "localhost"),
              "CHAT_BASE_URL"),
          wrong(
              "a password in the URL",
              Map.of(
                  "CHAT_MODEL",
                  "openai:x",
                  "CHAT_BASE_URL",
                  "https://me:" + KEY + "@models.example.com/v1"),
              "holds a user or password"),
          wrong(
              "a key with a line break",
              Map.of("CHAT_MODEL", "openai:x", "CHAT_API_KEY", KEY + "\n"),
              "control or invisible character"),
          wrong(
              "a key with a space",
              Map.of("CHAT_MODEL", "openai:x", "CHAT_API_KEY", KEY + " x"),
              "copy it again"),
          chosen(
              "at the vendor's",
              Map.of("CHAT_MODEL", "openai:gpt-x", "OPENAI_API_KEY", KEY),
              "openai:gpt-x at https://api.openai.com/v1 with " + KEY),
          chosen(
              "the key of the chat before the vendor's",
              Map.of("CHAT_MODEL", "anthropic:x", "CHAT_API_KEY", KEY, "ANTHROPIC_API_KEY", "o"),
              "anthropic:x at https://api.anthropic.com/v1 with " + KEY),
          chosen(
              "one's own, which needs no key and gets none",
              Map.of(
                  "CHAT_MODEL", "openai:x",
                  "OPENAI_API_KEY", KEY,
                  "CHAT_BASE_URL", "http://localhost:8000/v1"),
              "openai:x at http://localhost:8000/v1 with none"),
          chosen(
              "a name with a colon",
              Map.of("CHAT_MODEL", "ollama:llama3.2:3b"),
              "ollama:llama3.2:3b at http://localhost:11434 with none"),
          chosen(
              "plain http in a network of one's own",
              Map.of(
                  "CHAT_MODEL", "ollama:x",
                  "CHAT_BASE_URL", "http://gpu:11434",
                  "PLAIN_HTTP", "internal-network"),
              "ollama:x at http://gpu:11434 with none"));

  @ParameterizedTest
  @FieldSource("ROWS")
  void row(Row row) {
    var choice = ModelChoice.from(Env.of(row.env()));
    if (row.chosen().isEmpty()) {
      assertThat(choice)
          .isInstanceOfSatisfying(
              ModelChoice.Wrong.class,
              wrong ->
                  assertThat(wrong.problems())
                      .singleElement()
                      .asString()
                      .contains(row.says())
                      .doesNotContain(KEY));
    } else {
      assertThat(choice)
          .isInstanceOfSatisfying(
              ModelChoice.Chosen.class,
              one -> {
                var key = one.key();
                assertThat(one + " with " + (key == null ? "none" : key.text()))
                    .isEqualTo(row.chosen());
                assertThat(one.toString()).doesNotContain(KEY);
              });
    }
  }

  @Test
  void noneIsNoMistakeAndTheHelpNamesEveryVendor() {
    assertThat(ModelChoice.from(Env.of(Map.of("OPENAI_API_KEY", KEY))))
        .isInstanceOf(ModelChoice.None.class);
    for (var vendor : Vendor.values()) {
      assertThat(ModelChoice.help()).anyMatch(line -> line.contains("CHAT_MODEL=" + vendor));
    }
  }

  @Test
  void aKeyFileThatOthersReadIsRefused(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("key"), KEY + "\n");
    var env = new HashMap<>(Map.of("CHAT_MODEL", "openai:x", "CHAT_API_KEY_FILE", file.toString()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(ModelChoice.from(Env.of(env)).toString()).contains("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(ModelChoice.from(Env.of(env)))
        .isInstanceOfSatisfying(
            ModelChoice.Chosen.class,
            one -> assertThat(one.key()).extracting(Secret::text).isEqualTo(KEY));
  }

  private static Row wrong(String name, Map<String, String> env, String says) {
    return new Row(name, env, says, "");
  }

  private static Row chosen(String name, Map<String, String> env, String chosen) {
    return new Row(name, env, "", chosen);
  }
}
