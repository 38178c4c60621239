package dev.rolegate.token.client;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.InstantSource;

/**
 * Lets a client have tokens or not. Either may be asked for again, with the same effect; disabling
 * also takes back what it has.
 */
final class EnableClient implements AdminOperation {
  private final String name;
  private final boolean enabled;
  private final ClientStore store;
  private final Clients demo;
  private final ClientTokens tokens;
  private final InstantSource clock;

  private EnableClient(
      String name,
      boolean enabled,
      ClientStore store,
      Clients demo,
      ClientTokens tokens,
      InstantSource clock) {
    this.name = name;
    this.enabled = enabled;
    this.store = store;
    this.demo = demo;
    this.tokens = tokens;
    this.clock = clock;
  }

  static EnableClient enable(ClientStore store, Clients demo, InstantSource clock) {
    return new EnableClient("clients/enable", true, store, demo, ClientTokens.leftAlone(), clock);
  }

  static EnableClient disable(
      ClientStore store, Clients demo, ClientTokens tokens, InstantSource clock) {
    return new EnableClient("clients/disable", false, store, demo, tokens, clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var clientId = ClientOperations.clientId(request.fields());
    request.readWhoAndWhy();
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    if (!ClientOperations.enable(store, request, clientId, enabled, clock.instant())) {
      return ClientOperations.missing(clientId, demo);
    }
    tokens.revokeAll(clientId, clock.instant());
    var now = store.find(clientId);
    return now == null
        ? ClientOperations.missing(clientId, demo)
        : AdminAnswer.done(ClientJson.answer(now));
  }
}
