package dev.rolegate.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A JWT that a client signs for one request to its token service (RFC 7523 §3). */
final class ClientAssertion {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final long SECONDS = 60;

  private ClientAssertion() {}

  /**
   * Signs a new one.
   *
   * @param audience the issuer, which alone is to take it
   */
  static String of(Credential.SigningKey client, String audience, Instant now) {
    var rsa = client.key() instanceof RSAKey;
    var header = JsonNodeFactory.instance.objectNode().put("alg", rsa ? "RS256" : "ES256");
    if (client.keyId() != null) {
      header.put("kid", client.keyId());
    }
    header.put("typ", "JWT");
    var claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", client.clientId())
            .put("sub", client.clientId())
            .put("aud", audience)
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + SECONDS)
            .put("jti", UUID.randomUUID().toString());
    var signed = part(header) + "." + part(claims);
    try {
      var signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
      signature.initSign(client.key());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key does not sign, though it was read as one", e);
    }
  }

  private static String part(ObjectNode json) {
    return encode(json.toString().getBytes(UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
