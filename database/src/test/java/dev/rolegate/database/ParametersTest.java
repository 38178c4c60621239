package dev.rolegate.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParametersTest {
  enum State {
    ACTIVE
  }

  private record Row(
      String id,
      @Nullable String name,
      @Nullable Integer count,
      @Nullable Long large,
      @Nullable BigDecimal salary,
      @Nullable Boolean remote,
      @Nullable LocalDate since,
      @Nullable Instant changedAt,
      @Nullable State state) {}

  @ParameterizedTest
  @EnumSource
  void whatIsAbsentKeepsItsTypeAsPostgresqlInsists(Databases engine, @TempDir Path folder) {
    var full =
        new Row(
            "1",
            "Ada",
            2,
            3_000_000_000L,
            new BigDecimal("0.10"),
            true,
            LocalDate.of(2024, 2, 29),
            Instant.parse("2026-11-25T12:00:00.001Z"),
            State.ACTIVE);
    var empty = new Row("2", null, null, null, null, null, null, null, null);
    try (var database = engine.open("sample", folder)) {
      database.<Integer>write(handle -> {
        handle.execute(
            "create table rows_of_a_test (id text, name text, count integer, large bigint,"
                + " salary bigint, remote boolean, since text, changed_at text, state text)");
        for (var row : new Row[] {full, empty}) {
          handle
              .createUpdate(
                  "insert into rows_of_a_test values (:id, :name, :count, :large, :salary, :remote,"
                      + " :since, :changedAt, :state)")
              .bindMap(Parameters.of(row))
              .execute();
        }
        return 0;
      });
      var rows = "select * from rows_of_a_test order by id";
      var read = database.read(handle -> handle.createQuery(rows).mapTo(Row.class).list());
      assertThat(read).containsExactly(full, empty);
    }
  }
}
