package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/walkthrough.md says is so: each command, in its order, against real services. */
class WalkthroughTest {
  @Test
  void aClientsLifeGoesAsToldFromItsSecretToItsRefusal(@TempDir Path folder) throws Exception {
    var commands = Readme.read("docs/walkthrough.md").commands();
    assertThat(commands.toString())
        .contains("client add", "scripts/token", "rotate-secret", "revoke --", "audit verify");
    assertThat(commands).map(Readme.Commands::fail).contains(true, false);
    var reader = Reader.in(folder);
    try {
      reader.types(commands);
    } finally {
      // The page does so, too; it may not have come that far.
      reader.types("scripts/down");
    }
  }
}
