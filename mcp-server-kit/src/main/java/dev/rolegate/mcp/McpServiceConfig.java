package dev.rolegate.mcp;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.anchor.AnchorConfig;
import dev.rolegate.auth.apikey.ApiKeyFile;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.HttpConfig;
import dev.rolegate.auth.issuer.IssuerConfig;
import dev.rolegate.auth.limit.RateLimit;
import dev.rolegate.auth.revocation.RevocationConfig;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.mcp.approval.ApprovalSite;
import dev.rolegate.mcp.change.Changes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an MCP service is told from outside, read once. Immutable; prints no secret.
 *
 * @param http its {@code publicUrl} with {@code /mcp} is the resource that tokens must be for
 * @param issuer whose tokens are accepted
 * @param anchors where checkpoints of the audit are sent
 * @param toolCalls how often one caller may call tools; null: as it likes
 * @param revocations how its revoked tokens are known
 * @param apiKeys lists who may come with an API key; null: nobody
 * @param changes how long a change waits for a person
 * @param approvals where people release changes
 * @param sse whether the deprecated HTTP+SSE pair is served, too
 */
public record McpServiceConfig(
    HttpConfig http,
    AccessPolicy policy,
    IssuerConfig issuer,
    RevocationConfig revocations,
    @Nullable ApiKeyFile apiKeys,
    DatabaseConfig database,
    AnchorConfig anchors,
    @Nullable RateLimit toolCalls,
    Duration changes,
    ApprovalSite approvals,
    boolean sse) {
  private static final RateLimit TOOL_CALLS = new RateLimit(200, Duration.ofSeconds(1));

  private static final Duration CHANGE_TTL = Duration.ofMinutes(10);

  /** Where Streamable HTTP is served. */
  static final String ENDPOINT = "/mcp";

  /**
   * Reads and checks the environment; writes nothing.
   *
   * @param service the name in the policy file, for example {@code hr}
   * @throws dev.rolegate.auth.config.StartRefused with every problem
   */
  public static McpServiceConfig from(Env env, String service, int defaultPort) {
    return from(new Settings(env), service, defaultPort);
  }

  /**
   * The same for a server that reads settings of its own first: what is wrong with them is told
   * together with all the rest.
   *
   * @throws dev.rolegate.auth.config.StartRefused with every problem
   */
  public static McpServiceConfig from(Settings settings, String service, int defaultPort) {
    var http = HttpConfig.from(settings, service, defaultPort);
    var policy = AccessPolicy.from(settings);
    var issuer = IssuerConfig.from(settings, service);
    var revocations = RevocationConfig.from(settings, service);
    var apiKeys = ApiKeyFile.from(settings);
    var database = DatabaseConfig.from(settings, service, http.dataDir()).with(Changes.MIGRATIONS);
    var anchors = AnchorConfig.from(settings, service);
    var toolCalls =
        RateLimit.from(settings, "RATE_LIMIT_TOOL_CALLS", TOOL_CALLS, http.isOnLoopback());
    var changes =
        settings.duration("CHANGE_TTL", CHANGE_TTL, Duration.ofMinutes(1), Duration.ofHours(24));
    var approvals = ApprovalSite.from(settings, http, issuer.issuer(), defaultPort + 1000);
    var sse = settings.flag("SSE_TRANSPORT", true);
    settings.refuseIfAnyProblem();
    if (policy == null) {
      throw new IllegalStateException("a policy that was not read is a problem");
    }
    return new McpServiceConfig(
        http,
        policy,
        issuer,
        revocations,
        apiKeys,
        database,
        anchors,
        toolCalls,
        changes,
        approvals,
        sse);
  }

  /** The name in the policy file. */
  String service() {
    return http.service();
  }

  /** The canonical URI of this server (RFC 8707), as it stands in {@code aud}. */
  String resource() {
    return http.publicUrl() + ENDPOINT;
  }
}
