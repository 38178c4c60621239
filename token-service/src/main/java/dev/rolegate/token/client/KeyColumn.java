package dev.rolegate.token.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.token.client.Client.ClientKey;
import java.util.ArrayList;
import java.util.List;

/** The public keys of a client in one column: a JSON array of JWKs. Thread-safe. */
final class KeyColumn {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> MEMBERS =
      List.of("kty", "kid", "alg", "use", "n", "e", "crv", "x", "y");

  private KeyColumn() {}

  static String write(List<ClientKey> keys) {
    var array = JsonNodeFactory.instance.arrayNode();
    keys.forEach(key -> array.add(node(key)));
    return array.toString();
  }

  static List<ClientKey> read(String column) {
    var keys = new ArrayList<ClientKey>();
    for (var jwk : parsed(column)) {
      keys.add(new ClientKey(PublicJwk.text(jwk, "kid"), jwk.toString()));
    }
    return keys;
  }

  /** A key as it is kept: of what was sent, only the members that make it one. */
  static ClientKey key(String kid, JsonNode jwk) {
    var members = JsonNodeFactory.instance.objectNode();
    for (var member : MEMBERS) {
      if (jwk.has(member)) {
        members.set(member, jwk.get(member));
      }
    }
    return new ClientKey(kid, members.toString());
  }

  static JsonNode node(ClientKey key) {
    return parsed(key.jwk());
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column holds no keys", e);
    }
  }
}
