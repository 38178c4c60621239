package dev.rolegate.endtoend.process;

import static dev.rolegate.endtoend.RefreshClient.refreshToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.endtoend.RefreshClient;
import dev.rolegate.token.RefreshingService;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while a refresh token is used: never are two of one family good. */
class RefreshKillTest {
  private static final Pattern NEXT = Pattern.compile("\"refresh_token\":\"([\\w-]{43})\"");

  @TempDir Path data;

  @Test
  void betweenCommitAndAnswerTheRetryEndsTheFamily() throws Exception {
    String token;
    @Nullable String next;
    try (var service = start()) {
      var client = new RefreshClient(service.url());
      token = refreshToken(client.first());
      try (var connection = send(service, token)) {
        waitUntilUsed();
        service.kill();
        next = answer(connection);
      }
    }
    try (var service = start()) {
      var client = new RefreshClient(service.url());
      var retry = client.refresh(token);
      assertThat(retry.status()).isEqualTo(400);
      assertThat(retry.json().get("error").asText()).isEqualTo("invalid_grant");
      assertThat(count("select count(*) from refresh_families where revoked_at is not null"))
          .isEqualTo(1);
      assertThat(count("select count(*) from refresh_tokens")).isEqualTo(2);
      // Whether the answer was on its way or not: what was in it is good for nothing now.
      if (next != null) {
        assertThat(client.refresh(next).status()).isEqualTo(400);
      }
      assertThat(client.refresh(refreshToken(client.first())).status()).isEqualTo(200);
    }
  }

  @Test
  void atAnyMomentTheTokenIsUsedOrStillGood() throws Exception {
    try (var first = start()) {
      var token = refreshToken(new RefreshClient(first.url()).first());
      var connection = send(first, token);
      first.kill();
      var next = answer(connection);
      try (var again = start()) {
        var client = new RefreshClient(again.url());
        var used = count("select count(*) from refresh_tokens where used_at is not null");
        var retry = client.refresh(token);
        assertThat(retry.status()).isEqualTo(used == 0 ? 200 : 400);
        if (next != null) {
          assertThat(used).isEqualTo(1);
          assertThat(client.refresh(next).status()).isEqualTo(400);
        }
      }
    }
  }

  private ServiceProcess start() throws IOException {
    return ServiceProcess.start(RefreshingService.class, data, Map.of());
  }

  /** Sends and does not wait for the answer. */
  private static Socket send(ServiceProcess service, String token) throws IOException {
    var body = RefreshClient.refreshing(token);
    var socket = new Socket("localhost", service.url().getPort());
    socket
        .getOutputStream()
        .write(
            ("POST /token HTTP/1.1\r\nHost: localhost:8100\r\n"
                    + RefreshClient.authorization()
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** What arrived of the answer after all: the next token, or null. */
  private static @Nullable String answer(Socket connection) {
    try (connection) {
      var all = connection.getInputStream().readAllBytes();
      var found = NEXT.matcher(new String(all, StandardCharsets.US_ASCII));
      return found.find() ? found.group(1) : null;
    } catch (IOException reset) {
      return null;
    }
  }

  private void waitUntilUsed() throws SQLException {
    var patience = Instant.now().plus(Duration.ofSeconds(30));
    while (count("select count(*) from refresh_tokens where used_at is not null") == 0) {
      assertThat(Instant.now()).isBefore(patience);
      Thread.onSpinWait();
    }
  }

  private int count(String query) throws SQLException {
    var file = data.resolve("token-service/token-service.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
