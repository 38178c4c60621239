package dev.rolegate.token.client;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminFields;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What an operator may ask and change about clients. */
public final class ClientOperations {
  private ClientOperations() {}

  /**
   * All of them.
   *
   * @param demo clients beside the store, whose ids are taken and which nobody can change
   * @param tokens revokes those of a client that may have no more
   */
  public static List<AdminOperation> of(
      ClientStore store,
      Clients demo,
      SecretHashing hashing,
      RegistrationRules rules,
      ClientTokens tokens,
      InstantSource clock) {
    return List.of(
        new AddClient(store, demo, hashing, rules, clock),
        new ListClients(store),
        new ShowClient(store, demo),
        EnableClient.enable(store, demo, clock),
        EnableClient.disable(store, demo, tokens, clock),
        new RotateSecret(store, demo, hashing, clock),
        new RemoveClient(store, demo, tokens, clock));
  }

  /** The id of the client that a request is about. */
  static String clientId(AdminFields fields) {
    return fields.text("client_id", Registration.LONGEST_CLIENT_ID);
  }

  /**
   * Lets the client that a request is about have tokens, or not; recorded first.
   *
   * @return whether there is such a client in the store
   * @throws AuditUnavailable when it could not be recorded, and so was not done
   */
  static boolean enable(
      ClientStore store, AdminRequest request, String clientId, boolean enabled, Instant now)
      throws AuditUnavailable {
    return store.change(rows -> {
      if (rows.find(clientId) == null) {
        return false;
      }
      request.record(clientId, null);
      rows.setEnabled(clientId, enabled, now);
      return true;
    });
  }

  /** Why there is no client of this id in the store. */
  static AdminAnswer missing(String clientId, Clients demo) {
    return AdminAnswer.notFound(
        "No client "
            + OneLine.quoted(clientId)
            + (demo.find(clientId) == null
                ? " is registered; clients/list tells those that are."
                : " is registered, but a demo client; it is there as long as DEMO=true."));
  }
}
