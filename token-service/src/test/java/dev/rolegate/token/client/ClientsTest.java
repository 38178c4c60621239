package dev.rolegate.token.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.database.Database;
import dev.rolegate.database.Databases;
import dev.rolegate.token.client.Client.ClientKey;
import dev.rolegate.token.client.Client.ClientSecret;
import dev.rolegate.token.client.Client.End;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for clients wherever they are kept. */
class ClientsTest {
  private static final Instant NOW = TestTokens.NOW;
  private static final Secret FIRST_KEY = Secret.of("mB3vXq9LrT0sKd7PzW2cYhF5nJ8gUe4Ra6iOo1Qx");
  private static final Secret SECOND_KEY = Secret.of("q8Yc2mJx0vQp7nWk4sLz9tRb3uHd6fGa1eNo5iKw");
  private static final Secret SECRET = Secret.of("Zx81kPq0vBn37LmCwT5yRd29HsJfGe64");
  private static final SecretHashing HASHING = new SecretHashing(FIRST_KEY, null);

  @TempDir Path folder;

  /** Demo clients are there from the start, the others once they are inserted. */
  @ParameterizedTest
  @EnumSource
  void aClientIsFoundByItsExactIdAlone(Databases engine) throws AuditUnavailable {
    try (var database = engine.open("token-service", folder)) {
      var store = ClientStore.open(database, HASHING);
      insert(store, client("alice", secret("SECRET-001", "alice", HASHING)));
      for (Clients clients : List.of(store, new DemoClients(HASHING))) {
        assertThat(requireNonNull(clients.find("alice")).clientId()).isEqualTo("alice");
        for (var other : List.of("", "Alice", "alice ", " alice", "alic", "alice%", "_____", "x")) {
          assertThat(clients.find(other)).as(other).isNull();
        }
      }
    }
  }

  /** Otherwise the time of an answer tells who is a client. */
  @ParameterizedTest
  @EnumSource
  void whetherItIsKnownOrNotTheSameStatementsReadAsManyRows(Databases engine)
      throws AuditUnavailable {
    try (var database = engine.open("token-service", folder)) {
      var store = ClientStore.open(database, HASHING);
      insert(store, client("bare"));
      insert(store, client("one", secret("SECRET-001", "one", HASHING)));
      insert(
          store,
          client(
              "two", secret("SECRET-003", "two", HASHING), secret("SECRET-002", "two", HASHING)));
      var unknown = reading(database, "nobody");
      assertThat(unknown).hasSize(2).first().asString().startsWith("1 select");
      assertThat(unknown).last().asString().startsWith("2 select");
      for (var known : List.of("bare", "one", "two")) {
        assertThat(reading(database, known)).as(known).isEqualTo(unknown);
      }
    }
  }

  /** How many rows each statement of a look-up read. */
  private static List<String> reading(Database database, String clientId) {
    return database.read(handle -> {
      var contexts = new ArrayList<StatementContext>();
      var statements = handle.getConfig(SqlStatements.class);
      var logger = statements.getSqlLogger();
      statements.setSqlLogger(
          new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
              contexts.add(context);
            }
          });
      var _ = new ClientRows(handle).find(clientId);
      statements.setSqlLogger(logger);
      return contexts.stream()
          .map(context -> context.getMappedRows() + " " + context.getRawSql())
          .toList();
    });
  }

  @ParameterizedTest
  @EnumSource
  void aClientComesBackAsItWasAlsoAfterARestart(Databases engine) throws AuditUnavailable {
    var config = engine.fresh("token-service", folder);
    var full =
        new Client(
            "payroll",
            "Payroll \"nightly\"",
            "svc:payroll",
            "Officer",
            "7",
            "Zoë ☂",
            Set.of("hr", "crm"),
            Set.of("client_credentials", "refresh_token"),
            Set.of(Client.BASIC, Client.PRIVATE_KEY_JWT),
            Duration.ofMinutes(5),
            false,
            new End(NOW.plusSeconds(60), "a project"),
            Set.of("alice", "b c"),
            List.of(
                secret("SECRET-1000", "payroll", HASHING),
                new ClientSecret("SECRET-999", hash("payroll"), NOW, NOW.plusMillis(1))),
            List.of(new ClientKey("k1", "{\"kty\":\"EC\",\"kid\":\"k1\"}")));
    var empty = client("bare");
    try (var database = Database.open(config)) {
      var store = ClientStore.open(database, HASHING);
      assertThat(store.isEmpty()).isTrue();
      insert(store, full);
      insert(store, empty);
    }
    try (var database = Database.open(config)) {
      var store = ClientStore.open(database, HASHING);
      assertThat(store.isEmpty()).isFalse();
      assertThat(store.find("payroll")).isEqualTo(full);
      assertThat(store.find("bare")).isEqualTo(empty);
      assertThat(store.page("", 10)).containsExactly(empty, full);
      assertThat(store.page("", 1)).containsExactly(empty);
      assertThat(store.page("bare", 1)).containsExactly(full);
      assertThat(store.page("payroll", 1)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneStoreSeesAtOnceWhatAnotherDid(Databases engine) throws AuditUnavailable {
    var config = engine.fresh("token-service", folder);
    try (var one = Database.open(config);
        var two = Database.open(config)) {
      var here = ClientStore.open(one, HASHING);
      var there = ClientStore.open(two, HASHING);
      insert(here, client("bare"));
      assertThat(requireNonNull(there.find("bare")).enabled()).isTrue();
      there.change(rows -> {
        rows.setEnabled("bare", false, NOW);
        rows.setSecrets("bare", List.of(secret("SECRET-001", "bare", HASHING)), NOW);
        return 0;
      });
      assertThat(requireNonNull(here.find("bare")).enabled()).isFalse();
      assertThat(requireNonNull(here.find("bare")).secrets()).hasSize(1);
      here.change(rows -> {
        rows.delete("bare");
        return 0;
      });
      assertThat(there.find("bare")).isNull();
      assertThat(there.isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCouldNotBeRecordedDidNotHappen(Databases engine) throws AuditUnavailable {
    try (var database = engine.open("token-service", folder)) {
      var store = ClientStore.open(database, HASHING);
      AuditUnavailable thrown = null;
      try {
        store.change(rows -> {
          rows.insert(client("bare"), NOW);
          throw new AuditUnavailable("a full disk", null);
        });
      } catch (AuditUnavailable e) {
        thrown = e;
      }
      assertThat(thrown).hasMessage("a full disk");
      assertThat(store.isEmpty()).isTrue();
    }
  }

  /** Three services get a new key one after the other; each can read what the others wrote. */
  @ParameterizedTest
  @EnumSource
  void hashesMoveToALaterKeyAndNeverBack(Databases engine) throws AuditUnavailable {
    try (var database = engine.open("token-service", folder)) {
      var before = new SecretHashing(FIRST_KEY, SECOND_KEY);
      var after = new SecretHashing(SECOND_KEY, FIRST_KEY);
      var old = ClientStore.open(database, before);
      insert(old, client("bare", secret("SECRET-001", "bare", before)));
      var renewed = ClientStore.open(database, after);

      rehash(renewed, after);
      assertThat(onlySecret(old).hash()).isEqualTo(after.hash("bare", SECRET));
      // A service that still has the first key in first place verifies it, and leaves it so.
      rehash(old, before);
      assertThat(onlySecret(old).hash()).isEqualTo(after.hash("bare", SECRET));
      // As it does when it starts again.
      rehash(ClientStore.open(database, before), before);
      assertThat(onlySecret(old).hash()).isEqualTo(after.hash("bare", SECRET));
      assertThat(requireNonNull(old.find("bare")).secretOf(after.hashes("bare", SECRET)))
          .isNotNull();
      assertThat(requireNonNull(old.find("bare")).secretOf(HASHING.hashes("bare", SECRET)))
          .as("without the key")
          .isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHashThatSomebodyReplacedMeanwhileStays(Databases engine) throws AuditUnavailable {
    try (var database = engine.open("token-service", folder)) {
      var before = new SecretHashing(FIRST_KEY, null);
      var after = new SecretHashing(SECOND_KEY, FIRST_KEY);
      insert(
          ClientStore.open(database, before), client("bare", secret("SECRET-001", "bare", before)));
      var store = ClientStore.open(database, after);
      var seen = onlySecret(store);
      var other = after.hash("bare", Secret.of("another secret"));
      store.change(rows -> {
        rows.setSecrets("bare", List.of(new ClientSecret("SECRET-001", other, NOW, null)), NOW);
        return 0;
      });
      store.rehash(seen, after.hash("bare", SECRET));
      assertThat(onlySecret(store).hash()).isEqualTo(other);
    }
  }

  @Test
  void aHashIsOfOneSecretOfOneClientUnderOneKey() {
    var hash = HASHING.hash("alice", SECRET);
    assertThat(hash).isEqualTo(HASHING.hash("alice", SECRET)).hasToString("SecretHash[redacted]");
    assertThat(hash).isNotEqualTo(HASHING.hash("bob", SECRET));
    assertThat(hash).isNotEqualTo(HASHING.hash("alice", FIRST_KEY));
    assertThat(hash).isNotEqualTo(new SecretHashing(SECOND_KEY, null).hash("alice", SECRET));
    assertThat(SecretHash.of(hash.keyId(), hash.text())).isEqualTo(hash);
    assertThat(SecretHash.of("another", hash.text())).isNotEqualTo(hash);
  }

  @Test
  void aTokenLivesAsLongAsTheShortestOfThreeLets() {
    var hour = Duration.ofHours(1);
    assertThat(lifetime(null, null, hour)).isEqualTo(hour);
    assertThat(lifetime(Duration.ofSeconds(90), null, hour)).hasSeconds(90);
    assertThat(lifetime(Duration.ofHours(2), null, hour)).isEqualTo(hour);
    assertThat(lifetime(null, NOW.plusSeconds(7), hour)).hasSeconds(7);
    assertThat(lifetime(null, NOW.plusMillis(7_999), hour)).as("whole seconds").hasSeconds(7);
    assertThat(lifetime(Duration.ofSeconds(5), NOW.plusSeconds(7), hour)).hasSeconds(5);
    assertThat(lifetime(null, NOW.minusSeconds(7), hour)).isZero();
  }

  private static Duration lifetime(@Nullable Duration own, @Nullable Instant end, Duration most) {
    var client =
        new Client(
            "c",
            null,
            "c",
            null,
            null,
            null,
            null,
            Set.of(),
            Set.of(),
            own,
            true,
            end == null ? null : new End(end, null),
            Set.of(),
            List.of(),
            List.of());
    return client.tokenLifetime(most, NOW);
  }

  private static void rehash(ClientStore store, SecretHashing hashing) {
    store.rehash(onlySecret(store), hashing.hash("bare", SECRET));
  }

  private static ClientSecret onlySecret(ClientStore store) {
    var secrets = requireNonNull(store.find("bare")).secrets();
    assertThat(secrets).hasSize(1);
    return secrets.getFirst();
  }

  private static void insert(ClientStore store, Client client) throws AuditUnavailable {
    store.change(rows -> {
      rows.insert(client, NOW);
      return 0;
    });
  }

  private static Client client(String clientId, ClientSecret... secrets) {
    return new Client(
        clientId,
        null,
        clientId,
        null,
        null,
        null,
        null,
        Client.DEFAULT_GRANTS,
        Client.DEFAULT_AUTH_METHODS,
        null,
        true,
        null,
        Set.of(),
        List.of(secrets),
        List.of());
  }

  private static ClientSecret secret(String secretId, String clientId, SecretHashing hashing) {
    return new ClientSecret(secretId, hashing.hash(clientId, SECRET), NOW, null);
  }

  private static SecretHash hash(String clientId) {
    return HASHING.hash(clientId, Secret.of("older"));
  }
}
