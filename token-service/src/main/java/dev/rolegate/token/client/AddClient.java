package dev.rolegate.token.client;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.SecretText;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import dev.rolegate.token.client.Client.ClientSecret;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Registers a client; the secret that is made for it is in this one answer and nowhere else. */
final class AddClient implements AdminOperation {
  private final ClientStore store;
  private final Clients demo;
  private final SecretHashing hashing;
  private final RegistrationRules rules;
  private final InstantSource clock;

  AddClient(
      ClientStore store,
      Clients demo,
      SecretHashing hashing,
      RegistrationRules rules,
      InstantSource clock) {
    this.store = store;
    this.demo = demo;
    this.hashing = hashing;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clients/add";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var wanted = Registration.read(request.fields(), rules, clock.instant());
    request.readWhoAndWhy();
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var client = wanted.client();
    var clientId = client.clientId();
    if (demo.find(clientId) != null) {
      return AdminAnswer.conflict(
          "A demo client is called "
              + OneLine.quoted(clientId)
              + "; take another id, or set DEMO=false.");
    }
    var made = client.usesSecrets() && wanted.secret() == null ? SecretText.random() : null;
    return store.change(rows -> {
      if (rows.find(clientId) != null) {
        return AdminAnswer.conflict(
            "A client " + OneLine.quoted(clientId) + " is registered already; take another id.");
      }
      request.record(clientId, null);
      rows.insert(client, clock.instant());
      var secret = made == null ? wanted.secret() : Secret.of(made);
      if (secret != null) {
        rows.insert(clientId, fresh(rows, clientId, secret));
      }
      return created(rows.find(clientId), made);
    });
  }

  private ClientSecret fresh(ClientRows rows, String clientId, Secret secret) {
    return new ClientSecret(
        rows.nextSecretId(), hashing.hash(clientId, secret), clock.instant(), null);
  }

  private static AdminAnswer created(@Nullable Client client, @Nullable String made) {
    if (client == null) {
      throw new IllegalStateException("a client that was just registered");
    }
    var answer = ClientJson.answer(client);
    if (made != null) {
      answer.put("secret", made);
    }
    return AdminAnswer.created(answer);
  }
}
