package dev.rolegate.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.auth.text.OneLine;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks one token service for tokens of one client (RFC 6749 §4.4). Thread-safe. */
final class TokenRequests {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int LONGEST_SENTENCE = 500;

  private final Issuer issuer;
  private final Credential credential;
  private final Web web;
  private final InstantSource clock;

  TokenRequests(Issuer issuer, Credential credential, Web web, InstantSource clock) {
    this.issuer = issuer;
    this.credential = credential;
    this.web = web;
    this.clock = clock;
  }

  /**
   * Asks once.
   *
   * @param resource the one server that the token is to be for (RFC 8707); null: all of the
   *     client's
   */
  Grant ask(@Nullable String resource) {
    var form = new StringBuilder("grant_type=client_credentials");
    if (resource != null) {
      add(form, "resource", resource);
    }
    var outcome =
        switch (credential) {
          case Credential.None _ -> null;
          case Credential.SharedSecret shared when isByBody() -> {
            add(form, "client_id", shared.clientId());
            add(form, "client_secret", shared.secret().text());
            yield web.post(issuer.tokenEndpoint(), FORM, form.toString());
          }
          case Credential.SharedSecret shared ->
              web.post(
                  issuer.tokenEndpoint(), FORM, form.toString(), "Authorization", basic(shared));
          case Credential.SigningKey key -> {
            add(form, "client_assertion_type", ClientAssertion.TYPE);
            add(form, "client_assertion", ClientAssertion.of(key, issuer.url(), clock.instant()));
            yield web.post(issuer.tokenEndpoint(), FORM, form.toString());
          }
        };
    return outcome == null
        ? new Grant.Refused("no credential was given; say who you are", false)
        : read(outcome);
  }

  /** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
  static String basic(Credential.SharedSecret shared) {
    var both = encode(shared.clientId()) + ":" + encode(shared.secret().text());
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  /** Basic is what every token service must take; another way only where it says so. */
  private boolean isByBody() {
    return issuer.authMethods().contains("client_secret_post")
        && !issuer.authMethods().contains("client_secret_basic");
  }

  private Grant read(Web.Outcome outcome) {
    return switch (outcome) {
      case Web.Outcome.Answered answered when answered.status() == 200 -> {
        var granted = Grant.Granted.of(answered.body());
        yield granted != null ? granted : strange(answered.status());
      }
      case Web.Outcome.Answered answered -> refused(answered);
      case Web.Outcome.Strange(var status, var _) -> strange(status);
      case Web.Outcome.Unheard(var what) ->
          new Grant.Refused("the token service " + issuer.url() + " " + what, true);
    };
  }

  private Grant refused(Web.Outcome.Answered answered) {
    var error = OneLine.of(answered.text("error"), 100);
    if (error.isEmpty()) {
      return strange(answered.status());
    }
    var said = OneLine.of(answered.text("error_description"), LONGEST_SENTENCE);
    var id = OneLine.of(answered.text("request_id"), 64);
    var sentence =
        new StringBuilder("the token service refuses: ").append(said.isEmpty() ? error : said);
    if (!id.isEmpty()) {
      sentence.append(" (request ").append(id).append(')');
    }
    return new Grant.Refused(sentence.toString(), answered.status() >= 500);
  }

  private Grant strange(int status) {
    return new Grant.Refused(
        "%s answers %d, but not as a token service does; is it the issuer?"
            .formatted(issuer.url(), status),
        true);
  }

  private static void add(StringBuilder form, String name, String value) {
    form.append('&').append(name).append('=').append(encode(value));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
