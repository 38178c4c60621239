package dev.rolegate.token.client;

import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.token.admin.AdminFields;
import dev.rolegate.token.client.Client.ClientKey;
import dev.rolegate.token.client.Client.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client as an operator wants it registered.
 *
 * @param client still without a secret
 * @param secret the imported one; null: one is made, if it uses any
 */
record Registration(Client client, @Nullable Secret secret) {
  /** As a claim, a name may be no longer. */
  private static final int LONGEST = 256;

  static final int LONGEST_CLIENT_ID = 128;
  private static final int MOST_KEYS = 8;
  private static final Duration LONGEST_PROBE = Duration.ofHours(1);

  /** Nothing that HTTP Basic, a form or a shell reads in two ways. */
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~@/-]*");

  /** Reads it; what is wrong is noted in the fields. */
  static Registration read(AdminFields fields, RegistrationRules rules, Instant now) {
    var clientId = clientId(fields);
    var title = fields.optional("title", LONGEST);
    var subject = fields.optional("subject", LONGEST);
    var role = fields.optional("job_role", LONGEST);
    var end = end(fields, now);
    var probe = isProbe(fields, end, now);
    if (role != null && !rules.roles().contains(role) && !probe) {
      fields.problem("job_role", notAmong(role, rules.roles(), "are in the access policy"));
    }
    var keys = keys(fields);
    var methods = known(fields, "auth_methods", RegistrationRules.AUTH_METHODS);
    var defaults = keys.isEmpty() ? Client.DEFAULT_AUTH_METHODS : Set.of(Client.PRIVATE_KEY_JWT);
    var client =
        new Client(
            clientId,
            title,
            subject == null ? clientId : subject,
            role,
            fields.optional("id", LONGEST),
            fields.optional("name", LONGEST),
            known(fields, "servers", rules.servers()),
            Objects.requireNonNullElse(
                known(fields, "grants", rules.grants()), Client.DEFAULT_GRANTS),
            Objects.requireNonNullElse(methods, defaults),
            tokenTtl(fields, rules.longestToken()),
            true,
            end,
            Objects.requireNonNullElse(fields.texts("may_act_for", LONGEST), Set.of()),
            List.of(),
            keys);
    var secret = ImportedSecret.read(fields);
    checkFit(fields, client, secret);
    return new Registration(client, secret);
  }

  private static String clientId(AdminFields fields) {
    var clientId = fields.text("client_id", LONGEST_CLIENT_ID);
    if (!clientId.isEmpty() && !CLIENT_ID.matcher(clientId).matches()) {
      fields.problem(
          "client_id",
          "is not made of letters, digits and . _ ~ @ / - with a letter or digit first");
    }
    return clientId;
  }

  private static @Nullable Duration tokenTtl(AdminFields fields, Duration longest) {
    var seconds = fields.number("token_ttl", 0, 1, longest.toSeconds());
    return seconds == 0 ? null : Duration.ofSeconds(seconds);
  }

  /**
   * Whether the role may be one that the policy does not know, to see it refused everywhere: only
   * when that is said, and only for a client that is gone before somebody declares the role.
   */
  private static boolean isProbe(AdminFields fields, @Nullable End end, Instant now) {
    if (!fields.flag("unknown_role", false)) {
      return false;
    }
    if (end == null || end.at().isAfter(now.plus(LONGEST_PROBE))) {
      fields.problem(
          "unknown_role", "needs a not_after within " + LONGEST_PROBE.toMinutes() + " minutes");
    }
    return true;
  }

  private static @Nullable End end(AdminFields fields, Instant now) {
    var at = fields.instant("not_after");
    var reason = fields.optional("not_after_reason", LONGEST);
    if (at == null) {
      if (reason != null) {
        fields.problem("not_after_reason", "is of no use without a not_after; give both or none");
      }
      return null;
    }
    var end = new End(at, reason);
    if (!now.isBefore(end.at())) {
      fields.problem("not_after", "is over already; give a time to come");
    }
    return end;
  }

  private static List<ClientKey> keys(AdminFields fields) {
    var jwks = fields.node("jwks");
    if (jwks == null) {
      return List.of();
    }
    if (!jwks.isArray() || jwks.isEmpty() || jwks.size() > MOST_KEYS) {
      fields.problem("jwks", "is no list of 1 to " + MOST_KEYS + " public keys as JWKs");
      return List.of();
    }
    var keys = new ArrayList<ClientKey>();
    var kids = new HashSet<String>();
    for (var at = 0; at < jwks.size(); at++) {
      var jwk = jwks.get(at);
      switch (PublicJwk.of(jwk)) {
        case PublicJwk.Unusable(var why) -> fields.problem("jwks[" + at + "]", why);
        case PublicJwk.Usable(var kid, var _) -> {
          if (!kids.add(kid)) {
            fields.problem("jwks[" + at + "]", "has the kid of another; give each its own");
          }
          keys.add(KeyColumn.key(kid, jwk));
        }
      }
    }
    return keys;
  }

  private static void checkFit(AdminFields fields, Client client, @Nullable Secret secret) {
    var signs = client.authMethods().contains(Client.PRIVATE_KEY_JWT);
    if (signs && client.keys().isEmpty() && fields.node("jwks") == null) {
      fields.problem("jwks", "is missing, and private_key_jwt needs a public key");
    }
    if (!signs && !client.keys().isEmpty()) {
      fields.problem("jwks", "is of no use, as auth_methods lacks private_key_jwt");
    }
    if (secret != null && !client.usesSecrets()) {
      fields.problem("secret", "is of no use, as auth_methods has none that sends a secret");
    }
  }

  /** Names that must each be known; null when absent. */
  private static @Nullable Set<String> known(AdminFields fields, String field, Set<String> known) {
    var names = fields.texts(field, LONGEST);
    if (names == null) {
      return null;
    }
    var sorted = new TreeSet<>(known);
    for (var name : new TreeSet<>(names)) {
      if (!known.contains(name)) {
        fields.problem(field, notAmong(name, sorted, "are known"));
      }
    }
    if (names.isEmpty()) {
      fields.problem(
          field, "is empty; leave it out for the default, or name some of " + list(sorted));
    }
    return names;
  }

  private static String notAmong(String name, Collection<String> known, String who) {
    return "names "
        + OneLine.quoted(name)
        + ", but only these "
        + who
        + ": "
        + list(known)
        + NearMatch.suggestion(name, known);
  }

  private static String list(Collection<String> names) {
    return String.join(", ", names);
  }
}
