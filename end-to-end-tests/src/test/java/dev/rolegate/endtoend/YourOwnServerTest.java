package dev.rolegate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/your-own-server.md says is so: who follows it has a server of his own at the end. */
class YourOwnServerTest {
  private static final String PAGE = "docs/your-own-server.md";

  @Test
  void whoFollowsThePageHasAServerThatAdmitsWhomItShould(@TempDir Path folder) throws Exception {
    var commands = Readme.read(PAGE).commands();
    assertThat(commands.toString())
        .contains("cp -r examples/", "pom.xml", "scripts/lib.sh", "scripts/up", "call greeter");
    assertThat(commands).map(Readme.Commands::fail).contains(true, false);
    var copy = WorkingCopy.into(folder.toRealPath().resolve("rolegate"));
    var reader = Reader.in(folder, copy);
    try {
      reader.types(commands);
    } finally {
      // The page does so, too; it may not have come that far.
      reader.types("scripts/down");
    }
    assertThat(Files.readString(folder.resolve("data/greeter/audit.jsonl")))
        .contains(
            "\"tool\":\"greet\"",
            "\"subject\":\"carol\"",
            "\"client\":\"doorbell\"",
            "role_not_admitted");
  }

  @Test
  void itSpeaksOfWhatThereIs() throws IOException {
    var main =
        Files.readString(
            Repository.file(
                "examples/weather-time-mcp-server/src/main/java/dev/rolegate/examples/weathertime/Main.java"));
    for (var said :
        new String[] {
          "new Settings(env, OpenWeatherMap.API_KEY, OpenWeatherMap.BASE_URL)",
          "McpServiceConfig.from(settings, \"weather-time\", 8004)",
          "Database.open(config.database())"
        }) {
      assertThat(Readme.read(PAGE).text()).contains("`" + said + "`");
      assertThat(main).contains(said);
    }
    assertThat(main.lines().count()).as("the page says sixty").isBetween(50L, 65L);
    var links =
        Pattern.compile("]\\(([^)#:]+)").matcher(Readme.read(PAGE).text()).results().toList();
    assertThat(links)
        .isNotEmpty()
        .allMatch(link -> Files.exists(Repository.file("docs").resolve(link.group(1))));
  }
}
