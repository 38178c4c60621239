package dev.rolegate.mcp.approval;

import dev.rolegate.auth.ApproverVerifier;
import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.Decision;
import dev.rolegate.auth.RevokedTokens;
import dev.rolegate.auth.TestClock;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.HttpConfig;
import dev.rolegate.auth.http.HttpService;
import dev.rolegate.auth.http.RawHttp;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page on a free port, with approvers' tokens as the token service signs them. */
final class PageFixture implements AutoCloseable {
  static final ApprovalSite SITE =
      new ApprovalSite("hr", "http://localhost:9001/approvals", "http://localhost:8100");

  final TestClock clock = new TestClock();
  final TestTokens tokens = TestTokens.hs256(clock);
  final KeptApprovals approvals = new KeptApprovals();
  final List<AuditEvent> audit = new ArrayList<>();

  /** Tokens by the code that is traded for them, once. */
  final Map<String, String> codes = new ConcurrentHashMap<>();

  private final AtomicInteger signedIn = new AtomicInteger();
  private final HttpService service;

  PageFixture(Path data) {
    this(data, SITE);
  }

  PageFixture(Path data, ApprovalSite site) {
    var settings = new Settings(Env.of(Map.of("PORT", "0", "DATA_DIR", data.toString())));
    var config = HttpConfig.from(settings, "hr", 8001);
    var verifier =
        new ApproverVerifier(
            tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), clock);
    var routes =
        new ApprovalRoutes(site, approvals, verifier::verify, this::redeem, new Recent(), clock);
    service =
        HttpService.start(
            config,
            List::of,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            null,
            () -> {},
            routes.all(),
            _ -> {});
  }

  /** Erin's token, for a quarter of an hour from now. */
  String erin() {
    return tokens.approver().claim("jti", "erin-" + signedIn.incrementAndGet()).mint();
  }

  String officer() {
    return tokens.approver().claim("approver", "carol").claim("job_role", "Officer").mint();
  }

  static String cookie(String token) {
    return "Cookie: rolegate_approvals_hr=" + token;
  }

  RawHttp http() {
    return new RawHttp(service.managementPort());
  }

  int port() {
    return service.managementPort();
  }

  /** What the page of this session carries in its forms. */
  String formToken(String token) throws IOException {
    var page = http().ask("GET", "/approvals", cookie(token)).body();
    var found = Pattern.compile("name=\"form_token\" value=\"([0-9a-f]{64})\"").matcher(page);
    if (!found.find()) {
      throw new AssertionError("no form in " + page);
    }
    return found.group(1);
  }

  private SignInCodes.Redeemed redeem(String code) {
    var token = codes.remove(code);
    return token == null
        ? new SignInCodes.Redeemed.Refused()
        : token.isEmpty()
            ? new SignInCodes.Redeemed.Unavailable()
            : new SignInCodes.Redeemed.Token(token);
  }

  private final class Recent implements Decisions {
    @Override
    public Decision mayBeSeenBy(@Nullable String jobRole) {
      return "Manager".equals(jobRole)
          ? new Decision.Allowed("decisions")
          : new Decision.Denied(
              "decisions_not_allowed",
              "job_role Officer does not see decisions; may: Manager",
              List.of("Manager"));
    }

    @Override
    public List<AuditEvent> last(int most, Predicate<AuditEvent> wanted) {
      return audit.stream().filter(wanted).limit(most).toList();
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
