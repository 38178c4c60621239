package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.config.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void theConfigurationTableIsThatOfTheCode() throws IOException {
    var table =
        Readme.read("docs/configuration.md").between("configuration", "/configuration").stream()
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .toList();
    assertThat(table)
        .containsExactlyElementsOf(Stream.of(Variable.values()).map(Variable::row).toList());
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    var links = LINK.matcher(Readme.read().text()).results().map(found -> found.group(1)).toList();
    assertThat(links).isNotEmpty();
    assertThat(links).allMatch(link -> Files.exists(Repository.file(link)));
  }

  @Test
  void itNamesTheForeignClientsThatAreTested() throws IOException {
    var packages =
        Json.parse(
            Files.readString(
                Repository.file("end-to-end-tests/src/test/foreign-clients/package.json")));
    var readme = Readme.read().text();
    for (var one : packages.get("dependencies").properties()) {
      assertThat(readme).contains("`" + one.getKey() + "` " + one.getValue().asText());
    }
  }

  /** One after the other, as a reader would type them. */
  @Test
  void itsCommandsDoWhatItSays(@TempDir Path data) throws Exception {
    var commands = Readme.read().commands();
    assertThat(commands).map(Readme.Commands::fail).contains(true, false);
    assertThat(commands.toString()).contains("scripts/up", "curl ", "scripts/call ");
    var reader = Reader.in(data);
    try {
      reader.types(commands);
    } finally {
      var stopped = reader.types("scripts/down");
      assertThat(stopped.status()).as(stopped.out()).isZero();
      assertThat(stopped.out()).contains("token-service", "hr", "project", "crm");
    }
  }
}
