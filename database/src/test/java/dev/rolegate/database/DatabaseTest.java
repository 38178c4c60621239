package dev.rolegate.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same promises on both databases. */
class DatabaseTest {
  @TempDir Path folder;

  enum State {
    ACTIVE,
    ON_LEAVE
  }

  record Person(
      String id,
      String name,
      @Nullable String email,
      State state,
      LocalDate since,
      Instant changedAt,
      @Nullable BigDecimal salary,
      @Nullable Integer age,
      boolean remote,
      @Nullable String managerId) {}

  record JustName(String name) {}

  private static Person carol(String id) {
    return new Person(
        id,
        "Carol",
        null,
        State.ACTIVE,
        LocalDate.of(2022, 3, 1),
        Instant.parse("2026-03-01T09:30:00.123Z"),
        new BigDecimal("10.5"),
        null,
        true,
        null);
  }

  private static void insert(Handle handle, Person person) {
    handle
        .createUpdate(
            "insert into people values (:id, :name, :email, :state, :since, :changedAt, :salary,"
                + " :age, :remote, :managerId)")
        .bindMap(Parameters.of(person))
        .execute();
  }

  private static List<String> ids(Database database) {
    return database.read(
        h -> h.createQuery("select id from people order by id").mapTo(String.class).list());
  }

  @ParameterizedTest
  @EnumSource
  void aWorkThatThrowsLeavesNothing(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      assertThatThrownBy(() ->
              database.write(h -> {
                insert(h, carol(Database.nextId(h, "EMP")));
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
      assertThat(ids(database)).containsExactly("EMP-001", "EMP-002");
      assertThat(database.<String>write(h -> Database.nextId(h, "EMP"))).isEqualTo("EMP-003");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStatementThatFailsLeavesNothingAndTheNextWriteWorks(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      assertThatThrownBy(() ->
              database.write(h -> {
                insert(h, carol("EMP-003"));
                insert(h, carol("EMP-003"));
                return 0;
              }))
          .isInstanceOf(JdbiException.class);
      database.write(h -> {
        insert(h, carol("EMP-004"));
        return 0;
      });
      assertThat(ids(database)).containsExactly("EMP-001", "EMP-002", "EMP-004");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionTellsTheLogWhichStatementFailedButNothingOfItsRow(Databases engine) {
    var twin =
        new Person(
            "EMP-003",
            "Carol Mendes",
            "alice@example.com",
            State.ACTIVE,
            LocalDate.of(2022, 3, 1),
            Instant.parse("2026-03-01T09:30:00Z"),
            new BigDecimal("54321.00"),
            null,
            true,
            null);
    try (var database = engine.open("sample", folder)) {
      assertThatThrownBy(() ->
              database.<Integer>write(h -> {
                insert(h, twin);
                return 0;
              }))
          .extracting(Throwables::getStackTrace)
          .asString()
          .contains("insert into people values (:id, :name")
          .doesNotContain("Carol", "alice@", "54321", "5432100");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadCannotWrite(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      assertThatThrownBy(() -> database.read(h -> h.execute("delete from people")))
          .isInstanceOf(JdbiException.class);
      assertThat(ids(database)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReferenceToNobodyIsRefused(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      assertThatThrownBy(
              () -> database.write(h -> h.execute("update people set manager_id = 'EMP-999'")))
          .isInstanceOf(JdbiException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWriteWithinAWriteIsOurBugAndDoesNotHang(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      assertThatThrownBy(() -> database.write(h -> database.write(g -> 0)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> database.write(h -> ids(database)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> database.read(h -> database.write(g -> 0)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(ids(database)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTallyCountsWhateverElseIsWritten(Databases engine) throws Exception {
    try (var database = engine.open("sample", folder);
        var threads = Executors.newFixedThreadPool(8)) {
      Callable<String> counting = () -> database.tally(handle -> Database.nextId(handle, "TALLY"));
      for (var one : threads.invokeAll(Collections.nCopies(100, counting))) {
        assertThat(one.get()).startsWith("TALLY-");
      }
      assertThat(counting.call()).isEqualTo("TALLY-101");
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordsComeBackAsTheyWere(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      database.write(h -> {
        insert(h, carol("EMP-003"));
        return 0;
      });
      var people =
          database.read(
              h -> h.createQuery("select * from people order by id").mapTo(Person.class).list());
      var changed = Instant.parse("2026-01-01T00:00:00Z");
      assertThat(people)
          .containsExactly(
              new Person(
                  "EMP-001",
                  "Alice",
                  "alice@example.com",
                  State.ACTIVE,
                  LocalDate.of(2020, 2, 29),
                  changed,
                  new BigDecimal("1234.56"),
                  40,
                  true,
                  null),
              new Person(
                  "EMP-002",
                  "Bob",
                  null,
                  State.ON_LEAVE,
                  LocalDate.of(2021, 1, 1),
                  changed,
                  null,
                  null,
                  false,
                  "EMP-001"),
              new Person(
                  "EMP-003",
                  "Carol",
                  null,
                  State.ACTIVE,
                  LocalDate.of(2022, 3, 1),
                  Instant.parse("2026-03-01T09:30:00.123Z"),
                  new BigDecimal("10.50"),
                  null,
                  true,
                  null));
    }
  }

  @ParameterizedTest
  @EnumSource
  void filtersAndSumsOfThePackageTextWork(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      for (var state : new @Nullable State[] {null, State.ACTIVE}) {
        for (var since : new @Nullable LocalDate[] {null, LocalDate.of(2020, 1, 1)}) {
          var names =
              database.read(h ->
                  h.createQuery(
                          """
                          select name from people
                          where (cast(:state as text) is null or state = :state)
                            and (cast(:since as text) is null or since >= :since)
                            and lower(name) like lower(:like) escape '\\'
                            and (cast(:age as integer) is null or age = :age)
                            and remote = true
                          """)
                      .bind("state", state)
                      .bind("since", since)
                      .bind("like", "AL%")
                      .bind("age", (Integer) null)
                      .mapTo(JustName.class)
                      .list());
          assertThat(names).containsExactly(new JustName("Alice"));
        }
      }
      BigDecimal sum =
          database.read(h ->
              h.createQuery("select cast(coalesce(sum(salary), 0) as bigint) from people")
                  .mapTo(BigDecimal.class)
                  .one());
      assertThat(sum).isEqualTo("1234.56");
      assertThat(
              database.<Integer>read(h ->
                  h.createQuery("select count(*) from people where name like 'al%'")
                      .mapTo(Integer.class)
                      .one()))
          .as("like minds case")
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsThereAfterOpeningAgainAndSamplesComeOnce(Databases engine) {
    var config = engine.fresh("sample", folder);
    try (var database = Database.open(config)) {
      database.write(h -> h.execute("delete from people where id = 'EMP-002'"));
      database.write(h -> {
        insert(h, carol(Database.nextId(h, "EMP")));
        return 0;
      });
    }
    try (var database = Database.open(config)) {
      assertThat(ids(database)).containsExactly("EMP-001", "EMP-003");
    }
  }

  @ParameterizedTest
  @EnumSource
  void servicesDoNotMeetInOneDatabase(Databases engine) {
    var config = engine.fresh("sample", folder);
    var other =
        new DatabaseConfig(
            "other-one", config.folder(), config.url(), config.user(), config.password());
    try (var database = Database.open(config);
        var second = Database.open(other)) {
      assertThat(second.<String>write(h -> Database.nextId(h, "EMP"))).isEqualTo("EMP-001");
      assertThat(database.<String>write(h -> Database.nextId(h, "EMP"))).isEqualTo("EMP-003");
      assertThatThrownBy(() -> second.read(h -> h.execute("select count(*) from people")))
          .isInstanceOf(JdbiException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void idsAreUniqueAmongWritersOfTwoProcesses(Databases engine) {
    var config = engine.fresh("sample", folder);
    try (var first = Database.open(config);
        var second = Database.open(config)) {
      var got =
          together(
              40, i -> (i % 2 == 0 ? first : second).<String>write(h -> Database.nextId(h, "EMP")));
      assertThat(got).doesNotHaveDuplicates().hasSize(40).contains("EMP-003", "EMP-042");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRuleCheckedBeforeTheWriteHoldsAmongWritersOfTwoProcesses(Databases engine) {
    aRuleHoldsAmongWritersOfTwoProcesses(engine.fresh("sample", folder));
  }

  private static void aRuleHoldsAmongWritersOfTwoProcesses(DatabaseConfig config) {
    try (var first = Database.open(config);
        var second = Database.open(config)) {
      var places = 5;
      var won = new AtomicInteger();
      together(
          40,
          i ->
              (i % 2 == 0 ? first : second)
                  .<Integer>write(h -> {
                    int taken =
                        h.createQuery("select count(*) from people where name = 'Carol'")
                            .mapTo(Integer.class)
                            .one();
                    if (taken < places) {
                      insert(h, carol(Database.nextId(h, "EMP")));
                      won.incrementAndGet();
                    }
                    return 0;
                  }));
      assertThat(won).hasValue(places);
      assertThat(ids(first)).hasSize(2 + places);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadSeesOneStateBesideAWrite(Databases engine) {
    try (var database = engine.open("sample", folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.<Integer>read(h -> {
        var count = "select count(*) from people";
        int before = h.createQuery(count).mapTo(Integer.class).one();
        finished(
            threads.submit(() ->
                database.<Integer>write(g -> {
                  insert(g, carol("EMP-003"));
                  return 0;
                })));
        int after = h.createQuery(count).mapTo(Integer.class).one();
        assertThat(after).isEqualTo(before);
        return 0;
      });
      assertThat(ids(database)).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void idsGrowPastThreeDigits(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      database.write(h -> h.execute("update counters set last = 998"));
      assertThat(
              Stream.generate(() -> database.<String>write(h -> Database.nextId(h, "EMP")))
                  .limit(2))
          .containsExactly("EMP-999", "EMP-1000");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DefaultLocale("ar-EG")
  void idsHaveTheDigitsThatEverybodyReads(Databases engine) {
    assertThat("%d".formatted(3)).as("this locale has others").isNotEqualTo("3");
    try (var database = engine.open("sample", folder)) {
      assertThat(database.<String>write(h -> Database.nextId(h, "EMP"))).isEqualTo("EMP-003");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStepThatTheKitGotLaterIsMadeUpFor(Databases engine) {
    var config = engine.fresh("sample", folder);
    try (var database = Database.open(config)) {
      database.write(h -> {
        h.execute("drop table counters");
        return h.execute("delete from flyway_schema_history where version = '0.1'");
      });
    }
    try (var database = Database.open(config)) {
      assertThat(database.<String>write(h -> Database.nextId(h, "NEW"))).isEqualTo("NEW-001");
    }
  }

  @Test
  void aRuleHoldsWhateverThePostgresqlServersDefaultIsolation() throws Exception {
    var config = Databases.POSTGRESQL.fresh("sample", folder);
    var url = requireNonNull(config.url());
    try (var admin = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = admin.createStatement()) {
      statement.execute(
          "alter database "
              + admin.getCatalog()
              + " set default_transaction_isolation = 'serializable'");
    }
    aRuleHoldsAmongWritersOfTwoProcesses(config);
  }

  @ParameterizedTest
  @EnumSource
  void anOpenDatabaseHasNoObstaclesAndAClosedOneSaysSo(Databases engine) {
    var database = engine.open("sample", folder);
    assertThat(database.obstacles()).isEmpty();
    database.close();
    assertThat(database.obstacles()).containsExactly("the database does not answer");
  }

  @Test
  void theSqliteFilesAreTheirOwnersAlone() throws Exception {
    var config = Databases.SQLITE.fresh("sample", folder);
    try (var _ = Database.open(config);
        var files = Files.list(config.folder())) {
      assertThat(Files.getPosixFilePermissions(config.folder()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      for (var file : files.toList()) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(file.toString())
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void acknowledgedMeansOnTheDisk(Databases engine) {
    try (var database = engine.open("sample", folder)) {
      var durable =
          switch (engine) {
            case SQLITE ->
                "select synchronous || journal_mode from pragma_synchronous, pragma_journal_mode";
            case POSTGRESQL -> "select '2wal'";
          };
      assertThat(database.<String>write(h -> h.createQuery(durable).mapTo(String.class).one()))
          .isEqualTo("2wal");
    }
  }

  private static <T> List<T> together(int many, java.util.function.IntFunction<T> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<T>>();
      for (var i = 0; i < many; i++) {
        var number = i;
        all.add(threads.submit((Callable<T>) () -> work.apply(number)));
      }
      return all.stream().map(DatabaseTest::finished).toList();
    }
  }

  private static <T> T finished(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
