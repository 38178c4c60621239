package dev.rolegate.endtoend;

import dev.rolegate.token.RefreshingService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The one client of {@link RefreshingService}, as it asks for tokens. Thread-safe. */
public record RefreshClient(URI service) {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  public Answer first() {
    return ask("grant_type=client_credentials");
  }

  public Answer refresh(String token) {
    return ask(refreshing(token));
  }

  public Answer ask(String body) {
    return Http.post(service.resolve("/token"), body, FORM, authorization());
  }

  public static String refreshing(String token) {
    return "grant_type=refresh_token&refresh_token=" + token;
  }

  public static String refreshToken(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError("no token: " + answer);
    }
    return answer.json().get("refresh_token").asText();
  }

  public static String authorization() {
    var pair = RefreshingService.CLIENT_ID + ":" + RefreshingService.SECRET;
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }
}
