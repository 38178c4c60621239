package dev.rolegate.endtoend.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.agent.Agent;
import dev.rolegate.agent.AgentConfig;
import dev.rolegate.agent.AgentTool;
import dev.rolegate.agent.Credential;
import dev.rolegate.agent.Parameter;
import dev.rolegate.agent.Person;
import dev.rolegate.agent.ServerState;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.endtoend.Json;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Drives our agent for the official conformance suite: joins the server whose URL is the last
 * argument, lists its tools and calls each. What the suite wants to be known to the client, such as
 * a secret, comes in {@code MCP_CONFORMANCE_CONTEXT}.
 */
public final class ConformanceClient {
  private ConformanceClient() {}

  public static void main(String[] args) throws Exception {
    var server = new AgentConfig.Start.Server("suite", URI.create(args[args.length - 1]));
    var given = System.getenv("MCP_CONFORMANCE_CONTEXT");
    var context = given == null ? Json.object() : Json.parse(given);
    try (var agent = Agent.connect(AgentConfig.of(server, credential(context)), new Defaults())) {
      if (!(agent.servers().getFirst() instanceof ServerState.Joined joined)) {
        throw new AssertionError(agent.servers());
      }
      for (var tool : joined.tools()) {
        var answer = agent.call(tool, arguments(tool, joined));
        System.err.println(tool.name() + ": " + answer);
      }
    }
    System.exit(0);
  }

  private static ObjectNode arguments(AgentTool tool, ServerState.Joined server) {
    var arguments = Json.object();
    if (tool.tool().equals("json_schema_echo")) {
      // The suite compares what reached us with what it sent.
      server.tools().stream()
          .filter(one -> one.tool().equals("json_schema_2020_12_tool"))
          .forEach(one -> arguments.set("schema", one.inputSchema()));
      return arguments;
    }
    var next = 3;
    for (var parameter : Parameter.of(tool.inputSchema())) {
      switch (parameter.kind()) {
        case INTEGER, NUMBER -> arguments.put(parameter.name(), next++);
        case TEXT -> arguments.put(parameter.name(), "text");
        case FLAG -> arguments.put(parameter.name(), true);
        case JSON -> {}
      }
    }
    return arguments;
  }

  private static Credential credential(JsonNode context) throws GeneralSecurityException {
    var id = context.path("client_id").asText("");
    if (context.has("private_key_pem")) {
      var der = context.get("private_key_pem").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
      var kind = context.path("signing_algorithm").asText("").startsWith("RS") ? "RSA" : "EC";
      var key =
          KeyFactory.getInstance(kind)
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(der)));
      return new Credential.SigningKey(id, key, null);
    }
    return context.has("client_secret")
        ? new Credential.SharedSecret(id, Secret.of(context.get("client_secret").asText()))
        : new Credential.None();
  }

  /** Somebody who accepts what a form suggests. */
  private record Defaults() implements Person {
    @Override
    public Reply answer(Question question) {
      return new Reply.Accepted(Parameter.defaults(question.schema()));
    }

    @Override
    public boolean agrees(AgentTool tool, ObjectNode arguments) {
      return false;
    }
  }
}
