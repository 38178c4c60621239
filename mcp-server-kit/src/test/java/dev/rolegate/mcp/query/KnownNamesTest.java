package dev.rolegate.mcp.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNamesTest {
  private static final KnownNames DEPARTMENTS =
      new KnownNames("department", List.of("Engineering", "Human Resources", "Qualité"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          misspelt     | Enginering    | department 'Enginering' is not known; did you mean Engineering? Known: Engineering, Human Resources, Qualité.
          nothing near | Legal         | department 'Legal' is not known. Known: Engineering, Human Resources, Qualité.
          a part       | Engineer%     | department 'Engineer%' is not known; did you mean Engineering? Known: Engineering, Human Resources, Qualité.
          hostile      | \u202eLegal   | department '\\u202eLegal' is not known. Known: Engineering, Human Resources, Qualité.
          """)
  void anUnknownNameIsToldWhatThereIs(String name, String wanted, String problem) {
    var problems = new ArrayList<String>();
    assertThat(DEPARTMENTS.resolve(wanted, problems)).isNull();
    assertThat(problems).containsExactly(problem);
  }

  @Test
  void whereNothingIsKnownYetItSaysSo() {
    assertThat(new KnownNames("location", List.of()).unknown("Berlin"))
        .isEqualTo("location 'Berlin' is not known. Known: none yet.");
  }

  @Test
  void manyNamesAreNotAllListed() {
    var names = IntStream.range(0, 1_000).mapToObj(i -> "Department of " + i * 7919).toList();
    assertThat(new KnownNames("department", names).unknown("Legal"))
        .endsWith(", " + names.get(19) + ", ….")
        .doesNotContain(names.get(20));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          as it is       | Engineering       | Engineering
          case           | hUMAN rESOURCES   | Human Resources
          white space    | Human \u00a0 Resources | Human Resources
          accents        | qualite           | Qualité
          decomposed     | QUALITE\u0301     | Qualité
          absent         |                   |
          """)
  void aKnownNameIsSpeltAsTheRowsSpellIt(
      String name, @Nullable String wanted, @Nullable String found) {
    var problems = new ArrayList<String>();
    assertThat(DEPARTMENTS.resolve(wanted, problems)).isEqualTo(found);
    assertThat(problems).isEmpty();
    if (wanted != null) {
      assertThat(DEPARTMENTS.spelling(wanted)).isEqualTo(found);
    }
  }

  @Test
  void aNewNameIsSpeltAsItComes() {
    assertThat(DEPARTMENTS.spelling(" Légal ")).isEqualTo("Légal");
  }
}
