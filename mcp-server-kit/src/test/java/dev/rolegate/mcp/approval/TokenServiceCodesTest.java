package dev.rolegate.mcp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.auth.revocation.RevocationConfig;
import dev.rolegate.auth.tls.OutgoingTrust;
import dev.rolegate.mcp.approval.SignInCodes.Redeemed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a token service may answer, well and badly meant. */
class TokenServiceCodesTest {
  private static final FeedToken FEED =
      new FeedToken(Secret.of("QuxJppyHdxA6Q5YspMqPniJO04ZAr7re9G+19XPbKQ0="));

  private final List<String> asked = new ArrayList<>();
  private HttpServer tokenService;
  private volatile Answer answer = new Answer("", 500, "", Redeemed.Unavailable.class);

  /** What it answers and what that is worth. */
  record Answer(String name, int status, String body, Class<? extends Redeemed> worth) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Answer> answers =
      List.of(
          new Answer("a token", 200, "{\"token\":\"a.b-c_d.E\"}", Redeemed.Token.class),
          new Answer("refused", 400, "{\"error\":\"invalid_code\"}", Redeemed.Refused.class),
          new Answer("our credential is wrong", 401, "{}", Redeemed.Unavailable.class),
          new Answer("failing", 500, "", Redeemed.Unavailable.class),
          new Answer("elsewhere", 302, "", Redeemed.Unavailable.class),
          new Answer("no token", 200, "{}", Redeemed.Unavailable.class),
          new Answer("no JSON", 200, "<html>", Redeemed.Unavailable.class),
          new Answer("a number", 200, "{\"token\":[1]}", Redeemed.Unavailable.class),
          new Answer(
              "one that ends the cookie",
              200,
              "{\"token\":\"a.b.c; Domain=example.com\"}",
              Redeemed.Unavailable.class),
          new Answer(
              "one that ends the header",
              200,
              "{\"token\":\"a.b.c\\r\\nX: 1\"}",
              Redeemed.Unavailable.class),
          new Answer(
              "a long one",
              200,
              "{\"token\":\"" + "a".repeat(4097) + "\"}",
              Redeemed.Unavailable.class),
          new Answer(
              "without end",
              200,
              "{\"token\":\"" + "a".repeat(40_000),
              Redeemed.Unavailable.class));

  @BeforeEach
  void start() throws IOException {
    tokenService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokenService.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization").equals(FEED.header())
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    tokenService.start();
  }

  @AfterEach
  void stop() {
    tokenService.stop(0);
  }

  @ParameterizedTest
  @FieldSource("answers")
  void isWorth(Answer given) {
    answer = given;
    assertThat(redeem()).isInstanceOf(given.worth());
    assertThat(asked)
        .containsExactly(
            "POST /internal/approver-codes true {\"code\":\"the-code\",\"server\":\"hr\"}");
  }

  @Test
  void aTokenPrintsItselfRedacted() {
    answer = answers.getFirst();
    var redeemed = redeem();
    assertThat(redeemed).isEqualTo(new Redeemed.Token("a.b-c_d.E"));
    assertThat(redeemed.toString()).doesNotContain("a.b-c");
  }

  @Test
  void oneThatIsAwayIsUnavailable() {
    tokenService.stop(0);
    assertThat(redeem()).isEqualTo(new Redeemed.Unavailable());
  }

  @Test
  void aServerThatFollowsNoFeedAsksNobody() {
    try (var codes = TokenServiceCodes.beside(new RevocationConfig.Off(), "hr")) {
      assertThat(codes.redeem("the-code")).isEqualTo(new Redeemed.Unavailable());
    }
    assertThat(asked).isEmpty();
  }

  private Redeemed redeem() {
    var url =
        URI.create(
            "http://127.0.0.1:" + tokenService.getAddress().getPort() + "/internal/revocations");
    var feed =
        new RevocationConfig.Followed(
            url, FEED, "http://localhost:8100", null, Path.of("none"), OutgoingTrust.PLATFORM);
    try (var codes = TokenServiceCodes.beside(feed, "hr")) {
      return codes.redeem("the-code");
    }
  }
}
