package dev.rolegate.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.token.assertion.AssertionAuthentication;
import dev.rolegate.token.key.SigningKeys;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The two documents that everybody may read: the metadata (RFC 8414) and the public keys (RFC
 * 7517). Both may be cached for some minutes. Thread-safe.
 */
final class Documents {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CACHE = "public, max-age=300";

  private Documents() {}

  /**
   * What this issuer offers, and nothing that it does not: there is no {@code
   * authorization_endpoint}, and {@code response_types_supported}, which RFC 8414 requires, is
   * empty, because no grant here goes through a browser.
   *
   * @param boundTokens whether tokens are bound to the client's certificate (RFC 8705 §3.3); it
   *     authenticates nobody, so {@code tls_client_auth} is no method here
   */
  static Handler metadata(String issuer, List<Grant> grants, boolean boundTokens) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("issuer", issuer);
    document.put("token_endpoint", issuer + "/token");
    document.put("jwks_uri", issuer + "/.well-known/jwks.json");
    document.putArray("response_types_supported");
    var types = document.putArray("grant_types_supported");
    grants.forEach(grant -> types.add(grant.type()));
    addAuthMethods(document, "token_endpoint");
    document.put("revocation_endpoint", issuer + "/revoke");
    addAuthMethods(document, "revocation_endpoint");
    document.put("introspection_endpoint", issuer + "/introspect");
    // Servers ask with the token of the feed of revocations.
    addAuthMethods(document, "introspection_endpoint").add("Bearer");
    if (boundTokens) {
      document.put("tls_client_certificate_bound_access_tokens", true);
    }
    var bytes = bytes(document);
    return ctx -> ctx.header("Cache-Control", CACHE).contentType("application/json").result(bytes);
  }

  private static ArrayNode addAuthMethods(ObjectNode document, String endpoint) {
    var algorithms = document.putArray(endpoint + "_auth_signing_alg_values_supported");
    AssertionAuthentication.ALGORITHMS.forEach(algorithms::add);
    var methods = document.putArray(endpoint + "_auth_methods_supported");
    ClientAuthentication.METHODS.forEach(methods::add);
    return methods;
  }

  /**
   * The public keys of now.
   *
   * @param lifetime how long a cache may keep them
   */
  static Handler jwks(SigningKeys keys, Duration lifetime) {
    var cache = "public, max-age=" + lifetime.toSeconds();
    return ctx ->
        ctx.header("Cache-Control", cache)
            .contentType("application/json")
            .result(bytes(Map.of("keys", jwks(keys))));
  }

  private static List<Map<String, String>> jwks(SigningKeys keys) {
    return keys.published().stream().map(key -> key.jwk(key.keyId())).toList();
  }

  private static byte[] bytes(Object document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the document is made of texts and lists", e);
    }
  }
}
