package dev.rolegate.token.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import dev.rolegate.token.client.Client.ClientSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a client another secret beside the one that it uses, which lives on for a while. With two
 * alive already none is ended in silence, for somebody may still use it: the operator names it.
 */
final class RotateSecret implements AdminOperation {
  private static final Duration OVERLAP = Duration.ofHours(24);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);
  private static final int LONGEST_SECRET_ID = 64;

  private final ClientStore store;
  private final Clients demo;
  private final SecretHashing hashing;
  private final InstantSource clock;

  RotateSecret(ClientStore store, Clients demo, SecretHashing hashing, InstantSource clock) {
    this.store = store;
    this.demo = demo;
    this.hashing = hashing;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clients/rotate-secret";
  }

  /**
   * What is asked for.
   *
   * @param overlap how long the older secret lives on; zero: it ends now, and every other with it
   * @param ends the id of a secret that ends now to make room
   */
  private record Wanted(
      String clientId, Duration overlap, @Nullable String ends, @Nullable Secret imported) {}

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var fields = request.fields();
    var overlap = Objects.requireNonNullElse(fields.duration("overlap"), OVERLAP);
    if (overlap.compareTo(LONGEST_OVERLAP) > 0) {
      fields.problem("overlap", "is longer than P90D; give a shorter one");
    }
    var wanted =
        new Wanted(
            ClientOperations.clientId(fields),
            overlap,
            fields.optional("end_secret", LONGEST_SECRET_ID),
            ImportedSecret.read(fields));
    request.readWhoAndWhy();
    var problems = fields.problems();
    return problems.isEmpty()
        ? store.change(rows -> rotate(rows, wanted, request))
        : AdminAnswer.invalid(problems);
  }

  private AdminAnswer rotate(ClientRows rows, Wanted wanted, AdminRequest request)
      throws AuditUnavailable {
    var client = rows.find(wanted.clientId());
    if (client == null) {
      return ClientOperations.missing(wanted.clientId(), demo);
    }
    var now = clock.instant();
    var living = new ArrayList<>(client.secrets());
    living.removeIf(secret -> !secret.isLive(now));
    var refusal = refusal(client, living, wanted);
    if (refusal != null) {
      return refusal;
    }
    living.removeIf(secret -> wanted.overlap().isZero() || secret.secretId().equals(wanted.ends()));
    var made = wanted.imported() == null ? SecretText.random() : null;
    var secret = made == null ? wanted.imported() : Secret.of(made);
    var secretId = rows.nextSecretId();
    var hash = hashing.hash(client.clientId(), Objects.requireNonNull(secret));
    var older = living.isEmpty() ? null : ending(living.getFirst(), now.plus(wanted.overlap()));
    var newer = new ClientSecret(secretId, hash, now, null);
    request.record(client.clientId(), secretId);
    rows.setSecrets(client.clientId(), older == null ? List.of(newer) : List.of(newer, older), now);
    return rotated(made, newer, older);
  }

  private @Nullable AdminAnswer refusal(Client client, List<ClientSecret> living, Wanted wanted) {
    if (!client.usesSecrets()) {
      return AdminAnswer.conflict(
          "This client authenticates with its keys only, so it has no secret to rotate.");
    }
    var imported = wanted.imported();
    if (imported != null && client.secretOf(hashing.hashes(client.clientId(), imported)) != null) {
      return AdminAnswer.conflict("The client has this very secret; bring another.");
    }
    var ids = living.stream().map(ClientSecret::secretId).toList();
    var ends = wanted.ends();
    if (ends != null && !ids.contains(ends)) {
      return AdminAnswer.conflict(
          "The client has no living secret "
              + OneLine.quoted(ends)
              + "; those that live: "
              + String.join(", ", ids)
              + ".");
    }
    if (living.size() >= Client.MOST_SECRETS && ends == null && !wanted.overlap().isZero()) {
      var older = living.getLast();
      var notAfter = older.notAfter();
      return AdminAnswer.conflict(
          "The client has two living secrets, "
              + String.join(" and ", ids)
              + ", and "
              + older.secretId()
              + " ends "
              + (notAfter == null ? "never" : "at " + ClientJson.time(notAfter))
              + ". Wait for that, or name as end_secret the one that nobody uses, or end both now"
              + " with overlap PT0S.");
    }
    return null;
  }

  private static ClientSecret ending(ClientSecret secret, Instant at) {
    var sooner = secret.notAfter();
    return new ClientSecret(
        secret.secretId(),
        secret.hash(),
        secret.created(),
        sooner != null && sooner.isBefore(at) ? sooner : at);
  }

  private static AdminAnswer rotated(
      @Nullable String made, ClientSecret newer, @Nullable ClientSecret older) {
    var answer = JsonNodeFactory.instance.objectNode();
    if (made != null) {
      answer.put("secret", made);
    }
    answer.put("secret_id", newer.secretId());
    var ends = older == null ? null : older.notAfter();
    if (ends != null) {
      answer.put("older_secret_not_after", ClientJson.time(ends));
    }
    return AdminAnswer.done(answer);
  }
}
