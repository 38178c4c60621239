package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAuditTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void whatCannotBeVerifiedIsToldApartFromWhatIsTampered() throws Exception {
    var audit = WrittenAudit.run(folder, 3).file().toString();
    var noAnchor = Files.writeString(folder.resolve("anchor"), "{}\n").toString();
    assertThat(run()).isEqualTo(2);
    assertThat(run(audit, "--anchor")).isEqualTo(2);
    assertThat(run(audit, "--other", noAnchor)).isEqualTo(2);
    assertThat(run(audit, "--anchor", noAnchor)).isEqualTo(2);
    assertThat(run(audit, "--anchor", audit + ".none")).isEqualTo(2);
    assertThat(run(audit + ".none")).isEqualTo(2);
    assertThat(said.toString(UTF_8))
        .contains("usage: ", "its last line is no checkpoint", "cannot be read");
  }

  @Test
  void aTamperedFileEndsWithOneAndAnIntactOneWithZero() throws Exception {
    var audit = WrittenAudit.run(folder, 3);
    var file = audit.file().toString();
    var anchor = Files.copy(audit.checkpoints(), folder.resolve("anchor")).toString();
    assertThat(run(file)).isZero();
    assertThat(run(file, "--anchor", anchor)).isZero();
    Files.writeString(audit.file(), audit.text().replace("r2", "r3"));
    assertThat(run(file, "--anchor", anchor)).isEqualTo(1);
    assertThat(said.toString(UTF_8)).contains("line 2: was changed\n").endsWith("TAMPERED\n");
  }

  private int run(String... args) {
    return new VerifyAudit(new PrintStream(said, true, UTF_8)).run(List.of(args));
  }
}
