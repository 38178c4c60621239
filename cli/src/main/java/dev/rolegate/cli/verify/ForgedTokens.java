package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tokens that look like a good one and are none: every way to break it without a key of the issuer
 * (RFC 8725 §2, RFC 7515 §10).
 */
final class ForgedTokens {
  private final String good;
  private final Jwt jwt;
  private final ForeignKeys keys;
  private final JsonNode jwks;
  private final String decoy;
  private final List<Defect> all = new ArrayList<>();

  /**
   * @param good a token that works
   * @param jwks what the issuer publishes
   * @param decoy a URL where keys of ours would be, if anybody asked
   */
  private ForgedTokens(String good, ForeignKeys keys, JsonNode jwks, String decoy) {
    this.good = good;
    this.jwt = Jwt.parse(good);
    this.keys = keys;
    this.jwks = jwks;
    this.decoy = decoy;
  }

  static List<Defect> of(String good, String other, ForeignKeys keys, JsonNode jwks, String decoy) {
    var tokens = new ForgedTokens(good, keys, jwks, decoy);
    tokens.texts();
    tokens.algorithms();
    tokens.confusions();
    tokens.signatures();
    tokens.payloads(Jwt.parse(other));
    tokens.foreign();
    tokens.headers();
    return List.copyOf(tokens.all);
  }

  private void add(String name, String token) {
    all.add(Defect.token(name, token));
  }

  private void texts() {
    add("garbage", "abc");
    add("garbage with three dots", "a.b.c");
    add("the word null", "null");
    add("only dots", "..");
    add("in quotes", '"' + good + '"');
    add("a dot more", good + ".");
    add("five parts, like an encrypted token", good + "..");
    add("header and payload only", good.substring(0, good.lastIndexOf('.')));
    add("padded with =", good + "==");
    add("in another alphabet of base64", std(good));
    all.add(
        Defect.token("longer than any token", good + "A".repeat(9000))
            .or("431 header_fields_too_large"));
    add("percent-encoded", good.replace(".", "%2e"));
    add("payload that is no JSON", good.split("\\.", -1)[0] + ".bm90IGpzb24." + jwt.signature());
  }

  private void algorithms() {
    for (var none : List.of("none", "None", "NONE", "nOnE", "none ", "")) {
      var name = "alg '" + none + "'";
      add(name + " without a signature", unsigned(h -> h.put("alg", none)));
      add(name + " with the signature", jwt.withHeader(h -> h.put("alg", none)));
    }
    add("no alg", jwt.withHeader(h -> h.remove("alg")));
    add("no alg and no signature", unsigned(h -> h.remove("alg")));
    add("alg null", jwt.withHeader(h -> h.putNull("alg")));
    add("alg a number", jwt.withHeader(h -> h.put("alg", 0)));
    add("alg a list", jwt.withHeader(h -> h.putArray("alg").add("none")));
    for (var alg :
        List.of("HS256", "HS512", "RS256", "RS512", "PS256", "ES256", "ES384", "EdDSA")) {
      if (!alg.equals(jwt.header().path("alg").asText())) {
        add("alg swapped to " + alg, jwt.withHeader(h -> h.put("alg", alg)));
      }
    }
    add("alg in small letters", jwt.withHeader(h -> h.put("alg", "rs256")));
  }

  /** The public key, which everybody has, taken for a shared secret. */
  private void confusions() {
    hmac("an empty secret", new byte[0]);
    hmac("the secret 'secret'", "secret".getBytes(UTF_8));
    hmac("its own kid as the secret", jwt.header().path("kid").asText().getBytes(UTF_8));
    for (var key : jwks.path("keys")) {
      var name = "published key " + key.path("kid").asText("").replaceAll("(?<=^.{6}).*", "…");
      hmac(name + " as JWK for the secret", key.toString().getBytes(UTF_8));
      hmac(
          name + ", its n or x, for the secret",
          key.path("n").asText(key.path("x").asText()).getBytes(UTF_8));
      var pem = PublicPem.of(key);
      if (pem != null) {
        hmac(name + " as PEM for the secret", pem.getBytes(UTF_8));
        hmac(name + " as PEM without its last line end", pem.strip().getBytes(UTF_8));
      }
    }
  }

  private void signatures() {
    var bytes = jwt.signatureBytes();
    add("signature stripped", jwt.withSignature(""));
    add("signature of zeros", jwt.withSignature(Jwt.base64url(new byte[bytes.length])));
    for (var at : List.of(0, bytes.length / 2, bytes.length - 1)) {
      var flipped = bytes.clone();
      flipped[at] ^= 1;
      add(
          "signature with a bit of byte " + at + " flipped",
          jwt.withSignature(Jwt.base64url(flipped)));
    }
    add(
        "signature a byte short",
        jwt.withSignature(Jwt.base64url(Arrays.copyOf(bytes, bytes.length - 1))));
    add(
        "signature a byte long",
        jwt.withSignature(Jwt.base64url(Arrays.copyOf(bytes, bytes.length + 1))));
    add("signature spelled in another way", good.substring(0, good.length() - 1) + sibling(good));
  }

  private void payloads(Jwt other) {
    add("another job_role", jwt.withPayload(p -> p.put("job_role", "Administrator")));
    add(
        "a hundred years more",
        jwt.withPayload(p -> p.put("exp", p.path("exp").asLong() + 3_153_600_000L)));
    add("another sub", jwt.withPayload(p -> p.put("sub", "alice")));
    add("another iss", jwt.withPayload(p -> p.put("iss", "https://issuer.invalid")));
    add("no exp", jwt.withPayload(p -> p.remove("exp")));
    add("job_role a list", jwt.withPayload(p -> p.putArray("job_role").add("Manager")));
    add(
        "the payload of somebody else",
        jwt.withPayload(p -> p.removeAll().setAll(other.payload())));
    add("the signature of somebody else", jwt.withSignature(other.signature()));
    var twice = jwt.payload().toString();
    add(
        "job_role twice",
        Jwt.encoded(jwt.header())
            + "."
            + Jwt.base64url(("{\"job_role\":\"x\"," + twice.substring(1)).getBytes(UTF_8))
            + "."
            + jwt.signature());
  }

  private void foreign() {
    var kid = jwt.header().path("kid").asText();
    add("signed by a foreign key with the real kid", rsa(h -> {}));
    add("signed by a foreign key with an unknown kid", rsa(h -> h.put("kid", "unknown-key")));
    add("signed by a foreign key without a kid", rsa(h -> h.remove("kid")));
    add("signed by a foreign EC key", jwt.signedBy(keys::es256, h -> h.put("alg", "ES256")));
    add("unknown kid", jwt.withHeader(h -> h.put("kid", "unknown-key")));
    add("kid that is a path", hmacWith(new byte[0], h -> h.put("kid", "../../../../dev/null")));
    add(
        "kid that is SQL",
        hmacWith("x".getBytes(UTF_8), h -> h.put("kid", "' union select 'x' --")));
    add("kid that is a URL", rsa(h -> h.put("kid", decoy)));
    add("kid of 700 characters", jwt.withHeader(h -> h.put("kid", "k".repeat(700))));
    add("its key embedded as jwk", rsa(h -> h.set("jwk", keys.jwk(kid))));
    add("its key at a jku", rsa(h -> h.put("jku", decoy)));
    add("its key at an x5u", rsa(h -> h.put("x5u", decoy)));
    add("its key in an x5c", rsa(h -> h.putArray("x5c").add("MIIB")));
    add("an ES256 signature of zeros", jwt.signedBy(_ -> new byte[64], h -> h.put("alg", "ES256")));
  }

  private void headers() {
    add("typ JWT", jwt.withHeader(h -> h.put("typ", "JWT")));
    add("no typ", jwt.withHeader(h -> h.remove("typ")));
    add("typ of another kind of token", jwt.withHeader(h -> h.put("typ", "approver+jwt")));
    add("typ of another kind, foreign key", rsa(h -> h.put("typ", "approver+jwt")));
    add("crit that nobody understands", rsa(h -> h.putArray("crit").add("exp")));
    add("crit b64", rsa(h -> h.put("b64", false).putArray("crit").add("b64")));
    add("zip", rsa(h -> h.put("zip", "DEF")));
    add("alg twice", raw("{\"alg\":\"none\"," + jwt.header().toString().substring(1)));
    add("header with white space in front", raw(" " + jwt.header()));
  }

  private String raw(String header) {
    return Jwt.base64url(header.getBytes(UTF_8))
        + "."
        + Jwt.encoded(jwt.payload())
        + "."
        + jwt.signature();
  }

  private String unsigned(Consumer<ObjectNode> change) {
    var token = jwt.withHeader(change);
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private String rsa(Consumer<ObjectNode> change) {
    return jwt.signedBy(keys::rs256, change);
  }

  private void hmac(String name, byte[] secret) {
    add("HS256 with " + name, hmacWith(secret, _ -> {}));
  }

  private String hmacWith(byte[] secret, Consumer<ObjectNode> change) {
    return jwt.signedBy(
        signed -> ForeignKeys.hs256(secret, signed), change.andThen(h -> h.put("alg", "HS256")));
  }

  /** Its last character, one bit away in what base64url leaves unused, or in what it uses. */
  private static char sibling(String token) {
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return alphabet.charAt(alphabet.indexOf(token.charAt(token.length() - 1)) ^ 1);
  }

  private static String std(String token) {
    var parts = token.split("\\.", -1);
    var decoded = Base64.getUrlDecoder().decode(parts[2]);
    return parts[0] + "." + parts[1] + "." + Base64.getEncoder().encodeToString(decoded);
  }
}
