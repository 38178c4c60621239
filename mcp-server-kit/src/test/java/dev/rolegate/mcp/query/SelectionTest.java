package dev.rolegate.mcp.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.database.Database;
import dev.rolegate.database.Databases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of a table whose ids grow past three digits and of which every third row has no date. */
class SelectionTest {
  private static final int ROWS = 120;

  record Row(String id, @Nullable String due) {}

  record Asked(@Nullable String due, @Nullable Integer limit, @Nullable Integer offset) {}

  record Extent(int rows, String last) {}

  private static final String MATCHING =
      "from dated where (cast(:due as text) is null or due = :due)";

  private static Database filled(Databases engine, Path folder) {
    var database = engine.open("sample", folder);
    database.<Integer>write(handle -> {
      handle.execute("create table dated (id text, due text)");
      var rows = handle.prepareBatch("insert into dated values (:id, :due)");
      for (var i = ROWS - 1; i >= 0; i--) {
        rows.bind("id", id(i)).bind("due", i % 3 == 0 ? null : "2026-11-0" + i % 3).add();
      }
      return rows.execute().length;
    });
    return database;
  }

  private static String id(int i) {
    return "ROW-" + (940 + i);
  }

  private static List<String> page(
      Database database, Asked asked, String expression, @Nullable Boolean descending) {
    var order = OrderBy.of(expression, "id", descending);
    return database
        .read(handle -> new Selection(MATCHING, asked).page(handle, "id, due", order, Row.class))
        .stream()
        .map(Row::id)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void aPageHasFiftyRowsUnlessAskedOtherwiseAndTheTotalCountsAll(
      Databases engine, @TempDir Path folder) {
    try (var database = filled(engine, folder)) {
      var all = new Asked(null, null, null);
      assertThat(page(database, all, "length(id)", null)).hasSize(50).startsWith(id(0), id(1));
      assertThat(page(database, new Asked(null, 7, 59), "length(id)", false))
          .isEqualTo(IntStream.range(59, 66).mapToObj(SelectionTest::id).toList());
      assertThat(page(database, new Asked(null, 200, ROWS), "length(id)", false)).isEmpty();
      for (var asked : List.of(all, new Asked(null, 1, 0), new Asked(null, 1, 1_000_000))) {
        assertThat(database.<Integer>read(handle -> new Selection(MATCHING, asked).total(handle)))
            .isEqualTo(ROWS);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pagesNeverOverlapThoughManyRowsAreEqual(Databases engine, @TempDir Path folder) {
    try (var database = filled(engine, folder)) {
      for (var descending : new @Nullable Boolean[] {null, false, true}) {
        var seen = new ArrayList<String>();
        for (var offset = 0; offset < ROWS; offset += 13) {
          seen.addAll(page(database, new Asked(null, 13, offset), "due", descending));
        }
        assertThat(seen)
            .isEqualTo(page(database, new Asked(null, 200, null), "due", descending))
            .hasSize(ROWS)
            .doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithoutADateComeLastEitherWayAndEqualOnesByNumber(
      Databases engine, @TempDir Path folder) {
    try (var database = filled(engine, folder)) {
      var rising = page(database, new Asked(null, 200, null), "due", false);
      assertThat(rising).startsWith(id(1), id(4), id(7)).endsWith(id(114), id(117));
      assertThat(rising.indexOf("ROW-1000")).isGreaterThan(rising.indexOf("ROW-943"));
      assertThat(page(database, new Asked(null, 200, null), "due", true))
          .startsWith(id(119), id(116))
          .endsWith(id(3), id(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFurtherParameterWinsOverTheComponentOfItsName(Databases engine, @TempDir Path folder) {
    try (var database = filled(engine, folder)) {
      var asked = new Asked("tomorrow", null, null);
      assertThat(database.<Integer>read(handle -> new Selection(MATCHING, asked).total(handle)))
          .isZero();
      assertThat(
              database.<Integer>read(
                  handle -> new Selection(MATCHING, asked).with("due", "2026-11-01").total(handle)))
          .isEqualTo(ROWS / 3);
      assertThat(
              database.<Integer>read(
                  handle -> new Selection(MATCHING, asked).with("due", null).total(handle)))
          .isEqualTo(ROWS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneRowIsComputedFromAllThatMatchWhateverThePage(Databases engine, @TempDir Path folder) {
    try (var database = filled(engine, folder)) {
      var asked = new Asked("2026-11-02", 1, 5);
      Extent extent =
          database.read(handle ->
              new Selection(MATCHING, asked)
                  .one(handle, "count(*) as rows, max(due) as last", Extent.class));
      assertThat(extent).isEqualTo(new Extent(ROWS / 3, "2026-11-02"));
    }
  }
}
