package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.SigningAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/choosing.md says is so: the three ways of the article, and from one to the next. */
class ChoosingTest {
  private static final String PAGE = "docs/choosing.md";

  @Test
  void itsCommandsDoWhatItSays(@TempDir Path folder) throws Exception {
    var commands = Readme.read(PAGE).commands();
    assertThat(commands.toString())
        .contains(
            "apikey add",
            "-H \"X-API-Key: ",
            "curl -sSf http://localhost:8004/mcp -u ",
            "TOKEN_ALGORITHM=HS256",
            "client_secret\": \"secret_1234",
            "client_assertion");
    assertThat(commands).map(Readme.Commands::fail).contains(true, false);
    var reader = Reader.in(folder);
    try {
      reader.types(commands);
    } finally {
      // The page does so, too; it may not have come that far.
      reader.types("scripts/down");
    }
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    var links =
        Pattern.compile("]\\(([^)#:]+)").matcher(Readme.read(PAGE).text()).results().toList();
    assertThat(links)
        .isNotEmpty()
        .allMatch(link -> Files.exists(Repository.file("docs").resolve(link.group(1))));
  }

  /** It has a measured row for each way, and says by which command anybody measures again. */
  @Test
  void itsFiguresCanBeMeasuredAgain() throws IOException {
    var measured = String.join("\n", Readme.read(PAGE).between("measured", "/measured"));
    assertThat(measured).contains("-P measure", "CostPerRequestTest", "| API key, ");
    for (var algorithm : SigningAlgorithm.values()) {
      assertThat(measured).contains("| " + algorithm + " token, ");
    }
  }
}
