package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify}: which file it takes, and what it ends with. */
class AuditTest {
  @TempDir Path data;

  /** Of a service that has the name of a folder in which the command may well be typed. */
  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(data.resolve("src"));
    Files.writeString(data.resolve("src/audit.jsonl"), "{\"not\":\"chained\"}\n");
  }

  @Test
  void aServiceStandsForItsAuditWhereverTheCommandIsTyped() {
    var typed = verify("src");
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.out()).contains("line 1: carries no chain").endsWith("TAMPERED\n");
    assertThat(typed.err()).isEmpty();
    assertThat(verify(data.resolve("src/audit.jsonl").toString())).isEqualTo(typed);
  }

  @Test
  void programsGetTheVerdictAsJson() {
    var typed = verify("src --json");
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.out()).startsWith("{\"verdict\":\"tampered\",\"lines\":1,").endsWith("}\n");
  }

  @Test
  void whatCannotBeReadIsNotVerified() {
    var none = verify("none");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.out()).contains(data.resolve("none/audit.jsonl").toString());
    assertThat(verify("src --anchor none").code()).isEqualTo(2);
    assertThat(verify("none --json").out()).startsWith("{\"verdict\":\"not_verified\",");
  }

  private Typed verify(String what) {
    return Typed.with(Map.of("DATA_DIR", data.toString()), "audit verify " + what);
  }
}
