package dev.rolegate.token.client;

import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;

/** One registered client. */
final class ShowClient implements AdminOperation {
  private final ClientStore store;
  private final Clients demo;

  ShowClient(ClientStore store, Clients demo) {
    this.store = store;
    this.demo = demo;
  }

  @Override
  public String name() {
    return "clients/show";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    var clientId = ClientOperations.clientId(request.fields());
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var client = store.find(clientId);
    return client == null
        ? ClientOperations.missing(clientId, demo)
        : AdminAnswer.done(ClientJson.answer(client));
  }
}
