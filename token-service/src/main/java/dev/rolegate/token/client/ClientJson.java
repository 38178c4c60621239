package dev.rolegate.token.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.text.Timestamp;
import dev.rolegate.token.client.Client.ClientSecret;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A client as operators see it: never a hash. Absent members stand for absent values. */
final class ClientJson {
  private ClientJson() {}

  /** {@code {"client": …}}. */
  static ObjectNode answer(Client client) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("client", of(client));
    return answer;
  }

  static ObjectNode of(Client client) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("client_id", client.clientId());
    json.put("title", client.title());
    json.put("subject", client.subject());
    json.put("job_role", client.jobRole());
    json.put("id", client.id());
    json.put("name", client.name());
    var servers = client.servers();
    if (servers != null) {
      put(json, "servers", servers);
    }
    put(json, "grants", client.grants());
    put(json, "auth_methods", client.authMethods());
    var ttl = client.tokenTtl();
    if (ttl != null) {
      json.put("token_ttl", ttl.toSeconds());
    }
    json.put("enabled", client.enabled());
    var end = client.end();
    if (end != null) {
      json.put("not_after", time(end.at()));
      json.put("not_after_reason", end.reason());
    }
    put(json, "may_act_for", client.mayActFor());
    var secrets = json.putArray("secrets");
    client.secrets().forEach(secret -> secrets.add(of(secret)));
    var jwks = json.putArray("jwks");
    client.keys().forEach(key -> jwks.add(KeyColumn.node(key)));
    json.properties().removeIf(member -> member.getValue().isNull());
    return json;
  }

  /** As every line of this house has times. */
  static String time(Instant time) {
    var text = new StringBuilder();
    Timestamp.append(text, time);
    return text.toString();
  }

  private static ObjectNode of(ClientSecret secret) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", secret.secretId());
    json.put("created", time(secret.created()));
    var notAfter = secret.notAfter();
    if (notAfter != null) {
      json.put("not_after", time(notAfter));
    }
    return json;
  }

  private static void put(ObjectNode json, String name, Set<String> texts) {
    var array = json.putArray(name);
    new TreeSet<>(texts).forEach(array::add);
  }
}
