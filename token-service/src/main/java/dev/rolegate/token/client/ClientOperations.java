package dev.rolegate.token.client;

import dev.rolegate.auth.text.OneLine;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminFields;
import dev.rolegate.token.admin.AdminOperation;
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
