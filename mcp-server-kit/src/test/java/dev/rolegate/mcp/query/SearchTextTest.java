package dev.rolegate.mcp.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchTextTest {
  /** Whether a question finds a text. */
  private record Search(String name, String wanted, String text, boolean found) {}

  private static Search no(String name, String wanted, String text) {
    return new Search(name, wanted, text, false);
  }

  private static Search yes(String name, String wanted, String text) {
    return new Search(name, wanted, text, true);
  }

  private static final List<Search> SEARCHES =
      List.of(
          no("another text", "Bob", "Alice"),
          no("% is no wildcard", "A%e", "Alice"),
          no("% alone is no wildcard", "%", "Alice"),
          no("_ is no wildcard", "Al_ce", "Alice"),
          no("the escape itself", "!", "Alice"),
          no("an escape before a wildcard", "!%", "Alice"),
          no("a backslash", "\\", "Alice"),
          no("accents and nothing else", "\u0301\u0308", "Alice"),
          yes("%", "100%", "100% wool"),
          yes("_", "a_b", "a_b"),
          yes("!", "wow!", "Wow!!"),
          yes("a backslash in both", "c:\\", "C:\\temp"),
          yes("a quotation mark", "o'n", "O'Neill"),
          yes("the middle", "lic", "Alice"),
          yes("upper case", "ALICE", "Alice"),
          yes("upper case beyond ASCII", "ÉMILE ÖZ", "Émile Öz"),
          yes("bare for accents", "emile oz", "Émile Öz"),
          yes("accents for bare", "Émile", "Emile"),
          yes("decomposed for composed", "E\u0301mile", "Émile"),
          yes("Cyrillic", "ЖУКОВА", "Анна Жукова"),
          yes("Greek with another sigma at the end", "ΣΟΦΟΣ", "Σοφοσα"),
          yes("a sharp s", "STRASSE", "Lange Straße"),
          yes("strokes", "soren lukasz", "Søren Łukasz"),
          yes("a ligature", "AEther", "Æther"),
          yes("Turkish dotted I", "ISTANBUL", "İstanbul"),
          yes("Turkish dotless i", "DIYARBAKIR", "Dıyarbakır"),
          yes("full width", "ABC", "ＡＢＣ"),
          yes("white space of any kind", "a \u00a0\t b", "A b"),
          yes("Chinese", "小明", "王小明"));

  @ParameterizedTest
  @EnumSource
  void bothDatabasesFindAlike(Databases engine, @TempDir Path folder) {
    var softly = new SoftAssertions();
    try (var database = engine.open("sample", folder)) {
      for (var search : SEARCHES) {
        boolean found =
            database.read(handle ->
                handle
                    .createQuery(
                        "select case when cast(:text as text) like :pattern escape '!' then 1"
                            + " else 0 end")
                    .bind("text", SearchText.folded(search.text()))
                    .bind("pattern", SearchText.pattern(search.wanted()))
                    .mapTo(Boolean.class)
                    .one());
        softly.assertThat(found).as(search.name()).isEqualTo(search.found());
      }
    }
    softly.assertAll();
  }

  @Test
  void absentPartsAreLeftOut() {
    assertThat(SearchText.folded("Ada", null, " Lovelace ", null)).isEqualTo("ada lovelace");
    assertThat(SearchText.folded()).isEmpty();
    assertThat(SearchText.pattern(null)).isNull();
  }
}
