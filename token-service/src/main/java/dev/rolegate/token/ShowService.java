package dev.rolegate.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;

/**
 * {@code service/show}: what the service is called and which servers it issues tokens for, so that
 * whoever knows the management port finds all the others. Nothing in it is a secret.
 */
final class ShowService implements AdminOperation {
  private final String issuer;
  private final Resources resources;

  ShowService(String issuer, Resources resources) {
    this.issuer = issuer;
    this.resources = resources;
  }

  @Override
  public String name() {
    return "service/show";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var body = JsonNodeFactory.instance.objectNode().put("issuer", issuer);
    var servers = body.putArray("servers");
    for (var server : resources.servers()) {
      servers.addObject().put("name", server.name()).put("url", server.uri());
    }
    return AdminAnswer.done(body);
  }
}
