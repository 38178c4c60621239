package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.StrictJson.Reading;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.Function;

/** A token taken apart, to be put together in another way. Nothing is verified here. */
record Jwt(ObjectNode header, ObjectNode payload, String signature) {
  private static final StrictJson JSON = new StrictJson(64 * 1024, 16 * 1024, 64);

  static Jwt parse(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new Unverifiable("the token service issues what is no JWT; is the address right?");
    }
    return new Jwt(part(parts[0]), part(parts[1]), parts[2]);
  }

  /** The same, signature kept. */
  String withHeader(Consumer<ObjectNode> change) {
    var changed = header.deepCopy();
    change.accept(changed);
    return encoded(changed) + "." + encoded(payload) + "." + signature;
  }

  /** The same, signature kept. */
  String withPayload(Consumer<ObjectNode> change) {
    var changed = payload.deepCopy();
    change.accept(changed);
    return encoded(header) + "." + encoded(changed) + "." + signature;
  }

  String withSignature(String other) {
    return encoded(header) + "." + encoded(payload) + "." + other;
  }

  /** With another header, signed by somebody else over what is then signed. */
  String signedBy(Function<byte[], byte[]> signer, Consumer<ObjectNode> change) {
    var changed = header.deepCopy();
    change.accept(changed);
    var signed = encoded(changed) + "." + encoded(payload);
    return signed + "." + base64url(signer.apply(signed.getBytes(UTF_8)));
  }

  byte[] signatureBytes() {
    return Base64.getUrlDecoder().decode(signature);
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String encoded(JsonNode node) {
    return base64url(node.toString().getBytes(UTF_8));
  }

  private static ObjectNode part(String text) {
    try {
      if (JSON.read(Base64.getUrlDecoder().decode(text)) instanceof Reading.Read(var object)) {
        return object;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like any other text that is none.
    }
    throw new Unverifiable("the token service issues what is no JWT; is the address right?");
  }
}
