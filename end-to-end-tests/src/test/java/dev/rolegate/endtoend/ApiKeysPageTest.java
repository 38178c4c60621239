package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/api-keys.md says is so: each command, in its order, against real services. */
class ApiKeysPageTest {
  @Test
  void aKeysLifeGoesAsToldFromItsMakingToItsEnd(@TempDir Path folder) throws Exception {
    var commands = Readme.read("docs/api-keys.md").commands();
    assertThat(commands.toString())
        .contains("apikey add", "X-API-Key", "-u \"reports:", "apikey rotate", "apikey revoke");
    assertThat(commands).map(Readme.Commands::fail).contains(true, false);
    var reader = Reader.in(folder);
    try {
      reader.types(commands);
    } finally {
      reader.types("scripts/down");
    }
  }
}
