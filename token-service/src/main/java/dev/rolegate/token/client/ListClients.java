package dev.rolegate.token.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.util.Objects;

/** The registered clients by their ids, a page at a time. */
final class ListClients implements AdminOperation {
  private static final int MOST = 500;

  private final ClientStore store;

  ListClients(ClientStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "clients/list";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    var after = request.fields().optional("after", Registration.LONGEST_CLIENT_ID);
    var limit = (int) request.fields().number("limit", MOST, 1, MOST);
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var clients = store.page(Objects.requireNonNullElse(after, ""), limit + 1);
    var page = clients.subList(0, Math.min(limit, clients.size()));
    var answer = JsonNodeFactory.instance.objectNode();
    var array = answer.putArray("clients");
    page.forEach(client -> array.add(ClientJson.of(client)));
    if (clients.size() > limit) {
      answer.put("next", page.getLast().clientId());
    }
    return AdminAnswer.done(answer);
  }
}
