package dev.rolegate.mcp.query;

import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearIdsTest {
  private record Guess(String name, String wanted, String sentence) {}

  private static final String NONE = "get_people lists them.";
  private static final List<Guess> GUESSES =
      List.of(
          new Guess(
              "another case",
              "emp-001",
              "id 'emp-001' does not exist; did you mean EMP-001 (Zoë One)?"),
          new Guess("the number", "1", "id '1' does not exist; did you mean EMP-001 (Zoë One)?"),
          new Guess(
              "more zeros",
              "EMP-0001",
              "id 'EMP-0001' does not exist; did you mean EMP-001 (Zoë One)?"),
          new Guess("a name", "ZOE", "id 'ZOE' does not exist; did you mean EMP-001 (Zoë One)?"),
          new Guess(
              "a name of many",
              "twin",
              "id 'twin' does not exist; did you mean EMP-002 (Twin), EMP-003 (Twin), EMP-004"
                  + " (Twin), …?"),
          new Guess("a number that nobody has", "EMP-999", "id 'EMP-999' does not exist; " + NONE),
          new Guess("nothing but zeros", "EMP-000", "id 'EMP-000' does not exist; " + NONE),
          new Guess("too short to guess", "wi", "id 'wi' does not exist; " + NONE),
          new Guess("wildcards", "%%%", "id '%%%' does not exist; " + NONE),
          new Guess("SQL", "' or ''='", "id '' or ''='' does not exist; " + NONE),
          new Guess("a line of its own", "x\nEMP", "id 'x\\u000aEMP' does not exist; " + NONE));

  @ParameterizedTest
  @EnumSource
  void aWrongIdIsGuessed(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var database = engine.open("sample", folder)) {
      database.<Integer>write(handle -> {
        handle.execute("create table tagged (id text, label text)");
        handle.execute("insert into tagged values ('EMP-001', 'Zoë One')");
        for (var i = 2; i < 9; i++) {
          handle.execute("insert into tagged values (?, 'Twin')", "EMP-00" + i);
        }
        return 0;
      });
      for (var guess : GUESSES) {
        String sentence =
            database.read(handle ->
                NearIds.unknown(
                    handle,
                    "id",
                    guess.wanted(),
                    "select id, label from tagged order by id",
                    "get_people"));
        softly.assertThat(sentence).as(guess.name()).isEqualTo(guess.sentence());
      }
    }
    softly.assertAll();
  }
}
