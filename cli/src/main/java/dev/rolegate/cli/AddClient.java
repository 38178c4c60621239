package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that a registration may say; what is left out is the service's default. */
@Command(
    name = "add",
    description = {
      "Registers a client. Its secret is generated and shown once; the service keeps a hash of it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  rolegate client add reports --role Manager --servers hr,project --reason 'ticket 4711'",
      "  rolegate client add nightly --role Officer --reason 'ticket 4712' --secret-file nightly.secret",
      "  rolegate client add robot --role Officer --jwks robot.jwks --reason 'ticket 4713'"
    })
final class AddClient implements Callable<Integer> {
  private final Rolegate rolegate;

  @Mixin private SecretRequest secret = new SecretRequest();

  @Option(names = "--title", paramLabel = "TEXT", description = "what people call it")
  private @Nullable String title;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "its job role, as the access policy spells it; without one it is admitted nowhere")
  private @Nullable String role;

  @Option(
      names = "--subject",
      paramLabel = "TEXT",
      description = "whom it acts as: the sub of its tokens (default: ID)")
  private @Nullable String subject;

  @Option(names = "--claim-id", paramLabel = "TEXT", description = "the id claim of its tokens")
  private @Nullable String claimId;

  @Option(names = "--claim-name", paramLabel = "TEXT", description = "the name claim of its tokens")
  private @Nullable String claimName;

  @Option(
      names = "--servers",
      split = ",",
      paramLabel = "NAME",
      description = "servers that its tokens may be for (default: all)")
  private @Nullable List<String> servers;

  @Option(
      names = "--grants",
      split = ",",
      paramLabel = "GRANT",
      description = "grants that it may use (default: client_credentials)")
  private @Nullable List<String> grants;

  @Option(
      names = "--auth-methods",
      split = ",",
      paramLabel = "METHOD",
      description =
          "how it may prove itself (default: client_secret_basic,client_secret_post; with --jwks"
              + " private_key_jwt)")
  private @Nullable List<String> authMethods;

  @Option(
      names = "--token-ttl",
      paramLabel = "DURATION",
      description =
          "lifetime of its tokens, such as PT15M (default: TOKEN_TTL, which it cannot exceed)")
  private @Nullable Duration tokenTtl;

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      description = "when it ends, such as 2026-12-31T00:00:00Z")
  private @Nullable Instant notAfter;

  @Option(names = "--not-after-reason", paramLabel = "TEXT", description = "why it ends then")
  private @Nullable String notAfterReason;

  @Option(
      names = "--may-act-for",
      split = ",",
      paramLabel = "SUBJECT",
      description = "for whom it may exchange tokens (default: nobody)")
  private @Nullable List<String> mayActFor;

  @Option(
      names = "--jwks",
      paramLabel = "FILE",
      description = "its public keys for private_key_jwt: a JWK set, or one JWK")
  private @Nullable Path jwks;

  AddClient(Rolegate rolegate) {
    this.rolegate = rolegate;
  }

  @Override
  public Integer call() {
    return secret.send("clients/add", request(), rolegate);
  }

  private ObjectNode request() {
    var request = secret.begun();
    put(request, "title", title);
    put(request, "subject", subject);
    put(request, "job_role", role);
    put(request, "id", claimId);
    put(request, "name", claimName);
    put(request, "servers", servers);
    put(request, "grants", grants);
    put(request, "auth_methods", authMethods);
    put(request, "may_act_for", mayActFor);
    if (tokenTtl != null) {
      request.put("token_ttl", tokenTtl.toSeconds());
    }
    put(request, "not_after", notAfter == null ? null : notAfter.toString());
    put(request, "not_after_reason", notAfterReason);
    if (jwks != null) {
      request.set("jwks", PublicJwks.in(jwks));
    }
    return request;
  }

  private static void put(ObjectNode request, String name, @Nullable String value) {
    if (value != null) {
      request.put(name, value);
    }
  }

  private static void put(ObjectNode request, String name, @Nullable List<String> values) {
    if (values != null) {
      var array = request.putArray(name);
      values.forEach(array::add);
    }
  }
}
