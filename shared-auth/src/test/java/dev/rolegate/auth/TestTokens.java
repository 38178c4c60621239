package dev.rolegate.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.rolegate.auth.config.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An issuer for tests: mints valid access tokens, and any broken one, without the library that
 * verification uses. Start from {@link #valid()} and break one thing:
 *
 * <pre>{@code
 * var tokens = TestTokens.rs256(clock);
 * var verifier = new TokenVerifier(
 *     tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), clock);
 * verifier.verify(tokens.valid().claim("aud", "http://localhost:8003/mcp").mint());
 * }</pre>
 *
 * Thread-safe; drafts are not.
 */
public final class TestTokens {
  public static final String ISSUER = "http://localhost:8100";

  /** The resource of the hr server. */
  public static final String AUDIENCE = "http://localhost:8001/mcp";

  /** A good time for fixed clocks: {@code InstantSource.fixed(TestTokens.NOW)}. */
  public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** Lifetime of the tokens, and the longest that {@link #trustedIssuer} accepts. */
  public static final Duration LIFETIME = Duration.ofMinutes(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SigningAlgorithm algorithm;
  private final String issuer;
  private final InstantSource clock;
  private final Secret secret;
  private final RSAPrivateCrtKey privateKey;
  private final KeyPair ec;

  private TestTokens(
      SigningAlgorithm algorithm,
      String issuer,
      InstantSource clock,
      Secret secret,
      RSAPrivateCrtKey privateKey,
      KeyPair ec) {
    this.algorithm = algorithm;
    this.issuer = issuer;
    this.clock = clock;
    this.secret = secret;
    this.privateKey = privateKey;
    this.ec = ec;
  }

  /** Made once in a process: a new RSA pair takes a good part of a second. */
  private static final class Keys {
    static final RSAPrivateCrtKey RSA = newKey(2048);
    static final KeyPair EC = newEcKey();
    static final Secret HMAC =
        Secret.of(Base64.getDecoder().decode("3Xh1Vw0bK7m2p8Yt5RqLzJ4nCe6GdUaSfTiOoPkMxQE="));
  }

  public static TestTokens rs256(InstantSource clock) {
    return of(SigningAlgorithm.RS256, clock);
  }

  public static TestTokens hs256(InstantSource clock) {
    return of(SigningAlgorithm.HS256, clock);
  }

  public static TestTokens es256(InstantSource clock) {
    return of(SigningAlgorithm.ES256, clock);
  }

  public static TestTokens of(SigningAlgorithm algorithm, InstantSource clock) {
    return new TestTokens(algorithm, ISSUER, clock, Keys.HMAC, Keys.RSA, Keys.EC);
  }

  /** Signs as a running token service would, with its private key. */
  public static TestTokens rs256(RSAPrivateCrtKey key, String issuer, InstantSource clock) {
    return new TestTokens(SigningAlgorithm.RS256, issuer, clock, Keys.HMAC, key, Keys.EC);
  }

  /** Signs as a running token service would, with its pair on P-256. */
  public static TestTokens es256(KeyPair pair, String issuer, InstantSource clock) {
    return new TestTokens(SigningAlgorithm.ES256, issuer, clock, Keys.HMAC, Keys.RSA, pair);
  }

  /** Signs as a running token service would, with the shared secret. */
  public static TestTokens hs256(Secret secret, String issuer, InstantSource clock) {
    return new TestTokens(SigningAlgorithm.HS256, issuer, clock, secret, Keys.RSA, Keys.EC);
  }

  /** A fresh RSA key; slow. */
  public static RSAPrivateCrtKey newKey(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A fresh pair on P-256. */
  public static KeyPair newEcKey() {
    return newEcKey("secp256r1");
  }

  public static KeyPair newEcKey(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  public String issuer() {
    return issuer;
  }

  public String kid() {
    return switch (algorithm) {
      case RS256, ES256 -> verificationKey().keyId();
      case HS256 -> KeyIds.of(secret);
    };
  }

  /** The HS256 secret. */
  public Secret secret() {
    return secret;
  }

  /** The RS256 key. */
  public RSAPrivateCrtKey privateKey() {
    return privateKey;
  }

  public RSAPublicKey publicKey() {
    return PemKeys.publicOf(privateKey);
  }

  /** What a server verifies with: RS256 or ES256. */
  public PublicTokenKey verificationKey() {
    return algorithm == SigningAlgorithm.ES256
        ? new PublicTokenKey.P256((ECPublicKey) ec.getPublic())
        : new PublicTokenKey.Rsa(publicKey());
  }

  /** The ES256 pair. */
  public KeyPair ecPair() {
    return ec;
  }

  public long now() {
    return clock.instant().getEpochSecond();
  }

  /** What a server trusts to accept these tokens: the key is pinned, nothing is fetched. */
  public TrustedIssuer trustedIssuer() {
    var keys =
        switch (algorithm) {
          case RS256, ES256 -> new PinnedKeys(verificationKey());
          case HS256 -> new SharedSecretKeys(secret);
        };
    return new TrustedIssuer(issuer, algorithm, keys, LIFETIME);
  }

  /** The JWKS document with the public key. */
  public String jwks() {
    var set = JSON.createObjectNode();
    set.putArray("keys").add(jwk());
    return set.toString();
  }

  /** The public key as a JWK, to be broken. */
  public ObjectNode jwk() {
    return JSON.valueToTree(verificationKey().jwk(kid()));
  }

  /** A JWKS document with these keys. */
  public static String jwks(RSAPublicKey... keys) {
    var set = JSON.createObjectNode();
    var array = set.putArray("keys");
    for (var key : keys) {
      array.add(jwk(key));
    }
    return set.toString();
  }

  /** One public key as a JWK, to be broken. */
  public static ObjectNode jwk(RSAPublicKey key) {
    return JSON.createObjectNode()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", KeyIds.of(key))
        .put("n", KeyIds.base64url(key.getModulus()))
        .put("e", KeyIds.base64url(key.getPublicExponent()));
  }

  /** Alice, Manager, for the hr server: every check passes. */
  public Draft valid() {
    var now = now();
    var header =
        JSON.createObjectNode().put("alg", algorithm.name()).put("typ", "at+jwt").put("kid", kid());
    var claims =
        JSON.createObjectNode()
            .put("iss", issuer)
            .put("sub", "alice")
            .put("aud", AUDIENCE)
            .put("exp", now + LIFETIME.toSeconds())
            .put("iat", now)
            .put("nbf", now)
            .put("jti", "jti-" + Long.toHexString(System.nanoTime()))
            .put("client_id", "alice")
            .put("job_role", "Manager")
            .put("id", "123")
            .put("name", "Alice");
    return new Draft(header, claims);
  }

  /** Erin, Manager, who signed in to the hr server's approval page: every check passes. */
  public Draft approver() {
    var now = now();
    return valid()
        .header("typ", "approver+jwt")
        .without("client_id")
        .without("id")
        .claim("sub", "erin")
        .claim("approver", "erin")
        .claim("name", "Erin")
        .claim("exp", now + Duration.ofMinutes(15).toSeconds());
  }

  /**
   * A valid token of somebody: {@code sub} and {@code client_id} are the name, role may be null.
   */
  public Draft of(String subject, @Nullable String jobRole, String... audiences) {
    var draft =
        valid()
            .claim("sub", subject)
            .claim("client_id", subject)
            .without("id")
            .without("name")
            .claim("aud", audiences.length == 1 ? audiences[0] : List.of(audiences));
    return jobRole == null ? draft.without("job_role") : draft.claim("job_role", jobRole);
  }

  /** A valid token of alice, Manager, for the hr server. */
  public String mint() {
    return valid().mint();
  }

  /** Signs two parts, whatever they hold. */
  public String sign(byte[] header, byte[] payload) {
    var signed = base64url(header) + "." + base64url(payload);
    return signed + "." + base64url(signature(signed));
  }

  public String sign(String header, String payload) {
    return sign(header.getBytes(UTF_8), payload.getBytes(UTF_8));
  }

  /** This issuer's signature over {@code header.payload}. */
  public byte[] signature(String signed) {
    return switch (algorithm) {
      case RS256 -> rsa(privateKey, signed);
      case HS256 -> hmac(secret.bytes(), signed);
      case ES256 -> ecdsa(ec, "SHA256withECDSAinP1363Format", signed);
    };
  }

  /** In the form that the name of the platform's algorithm says. */
  public static byte[] ecdsa(KeyPair pair, String form, String signed) {
    try {
      var signature = Signature.getInstance(form);
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] rsa(RSAPrivateCrtKey key, String signed) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** HMAC-SHA-256 with any key, an empty one too. */
  public static byte[] hmac(byte[] key, String signed) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      // HMAC pads keys with zeros to the block size, so one zero byte stands for no byte at all.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
      return mac.doFinal(signed.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A token in the making. */
  public final class Draft {
    private final ObjectNode header;
    private final ObjectNode claims;

    private Draft(ObjectNode header, ObjectNode claims) {
      this.header = header;
      this.claims = claims;
    }

    /** Sets a header parameter; null is JSON null. */
    public Draft header(String name, @Nullable Object value) {
      header.set(name, JSON.valueToTree(value));
      return this;
    }

    public Draft withoutHeader(String name) {
      header.remove(name);
      return this;
    }

    /** Sets a claim; null is JSON null. */
    public Draft claim(String name, @Nullable Object value) {
      claims.set(name, JSON.valueToTree(value));
      return this;
    }

    /** Sets a claim to JSON text as it stands, for example {@code 1e308}. */
    public Draft rawClaim(String name, String json) {
      claims.putRawValue(name, new RawValue(json));
      return this;
    }

    public Draft without(String claim) {
      claims.remove(claim);
      return this;
    }

    public Draft issuedAt(Instant time) {
      return claim("iat", time.getEpochSecond()).claim("nbf", time.getEpochSecond());
    }

    public Draft expiresAt(Instant time) {
      return claim("exp", time.getEpochSecond());
    }

    public String headerJson() {
      return text(header);
    }

    public String claimsJson() {
      return text(claims);
    }

    /** The compact serialisation, signed with the issuer's key. */
    public String mint() {
      return sign(headerJson(), claimsJson());
    }

    private static String text(ObjectNode node) {
      try {
        return JSON.writeValueAsString(node);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
