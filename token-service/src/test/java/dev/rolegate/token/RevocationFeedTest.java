package dev.rolegate.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.http.RawHttp;
import dev.rolegate.auth.http.RefusalAssert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feed that servers follow, and what operators put into it. */
class RevocationFeedTest {
  private static final String FEED = "/internal/revocations";
  private static final String WHO = ",'operator':'olga','reason':'a test'";

  @TempDir Path data;
  private RunningService service;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void theTokenIsMadeForTheServicesAloneAndStaysTheSame() throws IOException {
    var file = data.resolve("shared/feed.token");
    var made = Files.readString(file);
    assertThat(made.strip()).hasSize(43);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    service.close();
    service = RunningService.start(data);
    assertThat(Files.readString(file)).isEqualTo(made);
    service.close();
    service = RunningService.start(data, Map.of("FEED_TOKEN", "9fKq2mXw7LzR4tYb8NcJ5sHd3GfPaE6u"));
    RefusalAssert.isOurs(service.http.ask("GET", FEED, service.server()), 401);
    assertThat(
            service
                .http
                .ask("GET", FEED, "Authorization: bearer 9fKq2mXw7LzR4tYb8NcJ5sHd3GfPaE6u")
                .status())
        .isEqualTo(200);
  }

  @Test
  void withoutItsTokenThereIsNothingToSeeAndTheAuditKnows() throws IOException {
    var access = service.token("alice", "alice-secret").get("access_token").asText();
    var good = service.server();
    for (var headers :
        List.of(
            List.<String>of(),
            List.of("Authorization: Bearer " + access),
            List.of(RunningService.alice()),
            List.of("Authorization: Bearer "),
            List.of(good + "x"),
            List.of(good, good))) {
      var answer = service.http.ask("GET", FEED, headers.toArray(String[]::new));
      RefusalAssert.isOurs(answer, 401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"revocations\"");
      assertThat(service.audit().getLast().get("action").asText()).isEqualTo("revocation_feed");
    }
  }

  @Test
  void numbersThatAreNoneAreRefused() throws IOException {
    for (var query :
        List.of(
            "after=-1",
            "after=x",
            "after=1e3",
            "after=9223372036854775808",
            "after=0000000000000000001",
            "after=",
            "after=1&after=2",
            "wait=31",
            "wait=-1",
            "wait=1.5",
            "wait=1&wait=1",
            "after=1&other=2")) {
      RefusalAssert.isOurs(service.http.ask("GET", FEED + "?" + query, service.server()), 400);
    }
    // A follower of another log may know higher numbers; it must learn that at once.
    var beyond = feed("?after=999999999999999999&wait=30");
    assertThat(beyond.get("seq").asLong()).isZero();
  }

  @Test
  void tellsWhatOperatorsTookBackInOrderPageByPage() throws IOException {
    assertThat(add("'client':'alice'" + WHO)).isEqualTo(1);
    assertThat(add("'subject':'bob','before':'2026-11-24T11:00:00.5Z'" + WHO)).isEqualTo(2);
    assertThat(add("'all':true,'before':'2026-11-24T10:00:00Z'" + WHO)).isEqualTo(3);
    assertThat(add("'jti':'some-jti'" + WHO)).isEqualTo(4);
    var now = service.clock.instant().getEpochSecond();
    var told = feed("");
    assertThat(told.get("revocations"))
        .hasToString(
            ("[{'seq':1,'kind':'client','value':'alice','before':%d,'until':%d},"
                    + "{'seq':2,'kind':'subject','value':'bob','before':%d,'until':%d},"
                    + "{'seq':3,'kind':'all','before':%d,'until':%d},"
                    + "{'seq':4,'kind':'jti','value':'some-jti','until':%d}]")
                .formatted(
                    now + 1,
                    now + 1 + 86430,
                    now - 3600 + 1,
                    now - 3600 + 1 + 86430,
                    now - 7200,
                    now - 7200 + 86430,
                    now + 86400 + 31)
                .replace('\'', '"'));
    assertThat(told.get("seq").asLong()).isEqualTo(4);
    assertThat(told.get("more").asBoolean()).isFalse();
    assertThat(told.get("longest_lifetime").asLong()).isEqualTo(3600);
    assertThat(told.get("time").asLong()).isEqualTo(now);
    assertThat(feed("?after=2").get("revocations")).hasSize(2);
    for (var i = 0; i < 500; i++) {
      add("'jti':'jti-" + i + "'" + WHO);
    }
    var page = feed("?after=1");
    assertThat(page.get("revocations")).hasSize(500);
    assertThat(page.get("more").asBoolean()).isTrue();
    var rest = feed("?after=" + page.get("seq").asLong());
    assertThat(rest.get("revocations")).hasSize(3);
    assertThat(rest.get("seq").asLong()).isEqualTo(504);
    var list = RunningService.json(service.adminAlone("revocations/list", "'limit':2"));
    assertThat(list.get("revocations")).hasSize(2);
    assertThat(list.at("/revocations/0/client").asText()).isEqualTo("alice");
    assertThat(list.at("/revocations/0/before").asText()).isEqualTo("2026-11-24T12:00:01Z");
    assertThat(list.get("next").asLong()).isEqualTo(2);
  }

  @Test
  void anOperatorIsToldEverythingThatIsWrongAndNothingIsDone() throws IOException {
    for (var wrong :
        List.of(
            "'operator':'o','reason':'r'",
            "'client':'a','subject':'b'" + WHO,
            "'all':false" + WHO,
            "'client':'a'",
            "'client':'a','before':'2026-11-24T12:00:00.001Z'" + WHO,
            "'jti':'a','before':'2026-11-24T11:00:00Z'" + WHO,
            "'client':'a','until':'2026-11-24T11:00:00Z'" + WHO,
            "'client':''" + WHO)) {
      assertThat(service.adminAlone("revocations/add", wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(feed("").get("seq").asLong()).isZero();
    assertThat(service.audit()).isEmpty();
  }

  @Test
  void aTokenOfTheSameSecondAsARevocationOfItsClientLivesAndEarlierOnesDoNot() throws IOException {
    var before = service.token("alice", "alice-secret").get("access_token").asText();
    add("'client':'alice'" + WHO);
    var line = service.audit().getLast();
    assertThat(line.get("action").asText()).isEqualTo("admin_revocations_add");
    assertThat(line.get("subject").asText()).isEqualTo("olga");
    assertThat(line.get("client").asText()).isEqualTo("alice");
    var after = service.token("alice", "alice-secret").get("access_token").asText();
    var claims = introspected(after);
    assertThat(introspected(before).get("active").asBoolean()).isFalse();
    assertThat(claims.get("active").asBoolean()).isTrue();
    assertThat(claims.get("iat").asLong()).isEqualTo(service.clock.instant().getEpochSecond() + 1);
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(3600);
    var bobs = service.token("bob", "bob-secret").get("access_token").asText();
    assertThat(introspected(bobs).get("iat").asLong())
        .isEqualTo(service.clock.instant().getEpochSecond());
  }

  @Test
  void aRequestIsHeldUntilThereIsNews() throws Exception {
    var held = ask("?after=0&wait=30");
    var none = ask("?after=0&wait=1").get(60, TimeUnit.SECONDS);
    assertThat(none.get("revocations")).isEmpty();
    assertThat(held).isNotDone();
    add("'client':'alice'" + WHO);
    assertThat(held.get(60, TimeUnit.SECONDS).at("/revocations/0/value").asText())
        .isEqualTo("alice");
  }

  @Test
  void aStopLetsHeldRequestsGo() throws Exception {
    var held = ask("?after=0&wait=30");
    // Asked later than the one above, and with the same wait for the database.
    feed("?after=0&wait=1");
    service.close();
    assertThat(held.get(60, TimeUnit.SECONDS).get("seq").asLong()).isZero();
  }

  private CompletableFuture<JsonNode> ask(String query) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return feed(query);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private JsonNode feed(String query) throws IOException {
    RawHttp.Answer answer = service.http.ask("GET", FEED + query, service.server());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return RunningService.json(answer);
  }

  private long add(String body) throws IOException {
    var answer = service.adminAlone("revocations/add", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return RunningService.json(answer).get("seq").asLong();
  }

  private JsonNode introspected(String token) throws IOException {
    return RunningService.json(
        service.http.post("/introspect", "token=" + token, RunningService.FORM, service.server()));
  }
}
