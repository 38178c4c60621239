package dev.rolegate.token.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AccessDocument;
import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.util.Collections;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client may do by tokens of its own, everywhere; demo clients included. */
public final class ShowAccess implements AdminOperation {
  private final Clients clients;
  private final CurrentPolicy policy;

  public ShowAccess(Clients clients, CurrentPolicy policy) {
    this.clients = clients;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "access/show";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    var clientId = ClientOperations.clientId(request.fields());
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var client = clients.find(clientId);
    return client == null
        ? ClientOperations.missing(clientId, Clients.none())
        : AdminAnswer.done(of(client, policy).put("client_id", clientId));
  }

  /** The document of a client: of the servers that it is registered for. */
  public static ObjectNode of(Client client, CurrentPolicy policy) {
    var now = policy.get();
    return AccessDocument.of(
        now,
        Collections.<@Nullable String>singletonList(client.jobRole()),
        now.servers().stream().filter(client::isRegisteredFor).collect(Collectors.toSet()));
  }
}
