package dev.rolegate.token.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.InstantSource;

/**
 * Forgets a client and takes back what it has. It is disabled first, so that a removal that was
 * interrupted leaves nobody with tokens, and can be asked for again.
 */
final class RemoveClient implements AdminOperation {
  private final ClientStore store;
  private final Clients demo;
  private final ClientTokens tokens;
  private final InstantSource clock;

  RemoveClient(ClientStore store, Clients demo, ClientTokens tokens, InstantSource clock) {
    this.store = store;
    this.demo = demo;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clients/remove";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var clientId = ClientOperations.clientId(request.fields());
    request.readWhoAndWhy();
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    if (!ClientOperations.enable(store, request, clientId, false, clock.instant())) {
      return ClientOperations.missing(clientId, demo);
    }
    tokens.revokeAll(clientId, clock.instant());
    store.change(rows -> {
      rows.delete(clientId);
      return true;
    });
    return AdminAnswer.done(
        JsonNodeFactory.instance.objectNode().put("client_id", clientId).put("removed", true));
  }
}
