package dev.rolegate.mcp.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a day too early | 2026-03-02 | 2026-03-01 | to 2026-03-01 is before from 2026-03-02; swap them or correct one.
          another year    | 2027-01-01 | 2026-12-31 | to 2026-12-31 is before from 2027-01-01; swap them or correct one.
          the same day    | 2026-03-01 | 2026-03-01 |
          in order        | 2026-03-01 | 2026-03-02 |
          no first        |            | 2026-03-01 |
          no last         | 2026-03-01 |            |
          neither         |            |            |
          """)
  void onlyTheWrongOrderIsAProblem(
      String name, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable String problem) {
    var problems = new ArrayList<String>();
    Dates.inOrder("from", from, "to", to, problems);
    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).containsExactly(problem);
    }
  }
}
