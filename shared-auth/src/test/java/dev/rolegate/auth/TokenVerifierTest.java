package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {
  private static final InstantSource CLOCK = InstantSource.fixed(TestTokens.NOW);
  private static final long NOW = TestTokens.NOW.getEpochSecond();

  /** From a valid draft to a token with one thing broken. */
  private record Break(String what, TokenDefect defect, Function<TestTokens, String> token) {
    static Break draft(
        String what, TokenDefect defect, Function<TestTokens.Draft, TestTokens.Draft> change) {
      return new Break(what, defect, tokens -> change.apply(tokens.valid()).mint());
    }

    static Break claim(String what, TokenDefect defect, String name, String json) {
      return draft(what, defect, draft -> draft.rawClaim(name, json));
    }

    static Break text(String what, TokenDefect defect, Function<String, String> change) {
      return new Break(what, defect, tokens -> change.apply(tokens.mint()));
    }
  }

  private static List<Break> breaks() {
    var all = new ArrayList<Break>();
    all.addAll(formats());
    all.addAll(jsons());
    all.addAll(headers());
    all.addAll(signatures());
    all.addAll(claims());
    all.addAll(times());
    return all;
  }

  private static List<Break> formats() {
    var broken = TokenDefect.MALFORMED;
    return List.of(
        Break.text("empty", broken, _ -> ""),
        Break.text("two segments", broken, t -> t.substring(0, t.lastIndexOf('.'))),
        Break.text("four segments", broken, t -> t + ".AAAA"),
        Break.text("only dots", broken, _ -> ".."),
        Break.text("7900 dots", broken, _ -> ".".repeat(7900)),
        Break.text("padding", broken, t -> t + "="),
        Break.text("trailing newline", broken, t -> t + "\n"),
        Break.text("leading space", broken, t -> " " + t),
        Break.text("zero-width space", broken, t -> t + "\u200b"),
        Break.text("a letter beyond ASCII", broken, t -> t.replaceFirst("e", "\u0435")),
        Break.text("standard alphabet", broken, t -> t.substring(0, t.length() - 4) + "+/+/"),
        Break.text("a single character as segment", broken, t -> t.replaceFirst("\\.", ".A.")),
        Break.text("unused bits set", broken, TokenVerifierTest::withUnusedBits),
        Break.text("too long", broken, t -> t + "A".repeat(8001 - t.length())),
        Break.text("two tokens", broken, t -> t + "," + t));
  }

  /** The same signature in a second spelling, which the library would accept. */
  private static String withUnusedBits(String token) {
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    var last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
  }

  private static List<Break> jsons() {
    var broken = TokenDefect.MALFORMED;
    var all = new ArrayList<Break>();
    for (var json :
        List.of(
            "null",
            "[]",
            "true",
            "1",
            "\"x\"",
            "",
            "{",
            "{'a':1}",
            "{a:1}",
            "{\"a\":1,}",
            "{\"a\":01}",
            "{\"a\":NaN}",
            "/**/{}",
            "\ufeff{}",
            "{} {}",
            "{}x",
            "{\"a\":\"\n\"}")) {
      all.add(new Break("payload " + json, broken, t -> t.sign(t.valid().headerJson(), json)));
      all.add(new Break("header " + json, broken, t -> t.sign(json, t.valid().claimsJson())));
    }
    all.add(payload("nesting", broken, "[".repeat(17) + "]".repeat(17)));
    all.add(payload("a number of 33 digits", broken, "1".repeat(33)));
    all.add(payload("a string of 4097", broken, "\"" + "x".repeat(4097) + "\""));
    all.add(payload("a name of 65", broken, "{\"" + "x".repeat(65) + "\":1}"));
    all.add(payload("a deep member twice", TokenDefect.DUPLICATE_MEMBER, "{\"a\":1,\"a\":2}"));
    all.add(
        new Break(
            "header member twice",
            TokenDefect.DUPLICATE_MEMBER,
            t -> t.sign(twice(t.valid().headerJson(), "alg"), t.valid().claimsJson())));
    all.add(
        new Break(
            "claim twice, once escaped",
            TokenDefect.DUPLICATE_MEMBER,
            t -> t.sign(t.valid().headerJson(), twice(t.valid().claimsJson(), "\\u0073ub"))));
    all.add(
        new Break(
            "header beyond 1 KiB",
            broken,
            t -> t.valid().header("x-trace", "x".repeat(1024)).mint()));
    all.add(
        new Break(
            "overlong UTF-8",
            broken,
            t -> t.sign(bytes(t.valid().headerJson()), withBytes(t, 0xc0, 0xaf))));
    all.add(
        new Break(
            "a surrogate as UTF-8",
            broken,
            t -> t.sign(bytes(t.valid().headerJson()), withBytes(t, 0xed, 0xa0, 0x80))));
    all.add(
        new Break(
            "UTF-16",
            broken,
            t ->
                t.sign(
                    bytes(t.valid().headerJson()),
                    t.valid().claimsJson().getBytes(StandardCharsets.UTF_16LE))));
    return all;
  }

  private static Break payload(String what, TokenDefect defect, String json) {
    return Break.claim("payload with " + what, defect, "x", json);
  }

  private static String twice(String object, String name) {
    return object.substring(0, object.length() - 1) + ",\"" + name + "\":\"x\"}";
  }

  private static byte[] withBytes(TestTokens tokens, int... octets) {
    var json = tokens.valid().claim("x", "@").claimsJson();
    var at = json.indexOf('@');
    var out = new ByteArrayOutputStream();
    out.writeBytes(bytes(json.substring(0, at)));
    for (var octet : octets) {
      out.write(octet);
    }
    out.writeBytes(bytes(json.substring(at + 1)));
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Break> headers() {
    var all = new ArrayList<Break>();
    all.add(Break.draft("alg absent", TokenDefect.MALFORMED, draft -> draft.withoutHeader("alg")));
    for (var alg :
        Stream.of(
                "none",
                "None",
                "",
                "hs256",
                "rs256",
                "HS256 ",
                "HS384",
                "HS512",
                "RS384",
                "PS256",
                "ES384",
                "ES256K",
                "EdDSA",
                1,
                true,
                List.of("HS256"),
                Map.of())
            .toList()) {
      all.add(header("alg", alg, TokenDefect.ALGORITHM));
    }
    all.add(header("alg", null, TokenDefect.ALGORITHM));
    for (var which : List.of(0, 1)) {
      all.add(
          new Break(
              "alg of another mode, " + which,
              TokenDefect.ALGORITHM,
              tokens -> tokens.valid().header("alg", others(tokens).get(which)).mint()));
    }
    all.add(Break.draft("typ absent", TokenDefect.TYPE, draft -> draft.withoutHeader("typ")));
    all.add(header("typ", null, TokenDefect.TYPE));
    for (var typ :
        List.of(
            "JWT",
            "jwt",
            "",
            "at+jwt ",
            "AT+JWT",
            "application/jwt",
            "dpop+jwt",
            "application/application/at+jwt",
            List.of("at+jwt"))) {
      all.add(header("typ", typ, TokenDefect.TYPE));
    }
    all.add(header("crit", List.of("bork"), TokenDefect.CRITICAL_HEADER));
    all.add(header("crit", List.of(), TokenDefect.CRITICAL_HEADER));
    all.add(header("crit", null, TokenDefect.CRITICAL_HEADER));
    all.add(header("b64", false, TokenDefect.HEADER));
    for (var name : List.of("zip", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256")) {
      all.add(header(name, "x", TokenDefect.HEADER));
    }
    all.add(header("jku", null, TokenDefect.HEADER));
    all.add(Break.draft("kid absent", TokenDefect.KEY, draft -> draft.withoutHeader("kid")));
    for (var kid :
        List.of(
            "",
            "unknown",
            "../../etc/passwd",
            "http://127.0.0.1/",
            "' OR '1'='1",
            "a\u0000b",
            "%0d%0a",
            "k".repeat(65))) {
      all.add(header("kid", kid, TokenDefect.KEY));
    }
    all.add(header("kid", null, TokenDefect.MALFORMED));
    all.add(header("kid", 1, TokenDefect.MALFORMED));
    all.add(header("kid", Map.of("$ne", 1), TokenDefect.MALFORMED));
    all.add(
        new Break(
            "kid with a space behind it",
            TokenDefect.KEY,
            tokens -> tokens.valid().header("kid", tokens.kid() + " ").mint()));
    return all;
  }

  /** The algorithms that the tokens are not of. */
  private static List<String> others(TestTokens tokens) {
    return Stream.of(SigningAlgorithm.values())
        .filter(mode -> mode != tokens.algorithm())
        .map(SigningAlgorithm::name)
        .toList();
  }

  private static Break header(String name, @Nullable Object value, TokenDefect defect) {
    return Break.draft("header " + name + "=" + value, defect, d -> d.header(name, value));
  }

  private static List<Break> signatures() {
    var wrong = TokenDefect.SIGNATURE;
    return List.of(
        Break.text("no signature", wrong, t -> t.substring(0, t.lastIndexOf('.') + 1)),
        Break.text("zero bytes", wrong, t -> resigned(t, new byte[32])),
        Break.text("one byte", wrong, t -> resigned(t, new byte[1])),
        new Break(
            "payload of another token",
            wrong,
            tokens -> {
              var one = tokens.mint().split("\\.", -1);
              var other = tokens.valid().claim("job_role", "Officer").mint().split("\\.", -1);
              return one[0] + "." + other[1] + "." + one[2];
            }),
        new Break(
            "HMAC with the public key",
            wrong,
            tokens -> {
              var signed = signedPart(tokens.mint());
              var key = tokens.publicKey().getEncoded();
              return signed + "." + TestTokens.base64url(TestTokens.hmac(key, signed));
            }),
        new Break(
            "HMAC with no key",
            wrong,
            tokens -> {
              var signed = signedPart(tokens.mint());
              return signed + "." + TestTokens.base64url(TestTokens.hmac(new byte[0], signed));
            }));
  }

  private static String signedPart(String token) {
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static String resigned(String token, byte[] signature) {
    return signedPart(token) + "." + TestTokens.base64url(signature);
  }

  private static List<Break> claims() {
    var all = new ArrayList<Break>();
    for (var iss :
        List.of(
            "\"\"",
            "null",
            "5",
            "[\"http://localhost:8100\"]",
            "\"http://localhost:8100/\"",
            "\"HTTP://localhost:8100\"",
            "\"http://localhost:8100.evil.example\"")) {
      all.add(Break.claim("iss " + iss, TokenDefect.ISSUER, "iss", iss));
    }
    for (var aud :
        List.of(
            "\"\"",
            "null",
            "[]",
            "\"*\"",
            "{}",
            "1",
            "[[\"http://localhost:8001/mcp\"]]",
            "[\"http://localhost:8001/mcp\",1]",
            "\"http://localhost:8001/mcp/\"",
            "\"http://localhost:8001/mcp \"",
            "\"http://localhost:8001\"",
            "\"http://localhost:8003/mcp\"",
            "\"http://localhost:8001/mcp,http://localhost:8003/mcp\"")) {
      all.add(Break.claim("aud " + aud, TokenDefect.AUDIENCE, "aud", aud));
    }
    all.add(
        Break.draft(
            "65 audiences",
            TokenDefect.AUDIENCE,
            draft -> draft.claim("aud", Collections.nCopies(65, TestTokens.AUDIENCE))));
    all.add(Break.draft("iss absent", TokenDefect.ISSUER, draft -> draft.without("iss")));
    all.add(Break.draft("aud absent", TokenDefect.AUDIENCE, draft -> draft.without("aud")));
    all.add(Break.claim("cnf", TokenDefect.CONFIRMATION, "cnf", "{\"jkt\":\"x\"}"));
    var thumbprint = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2";
    for (var cnf :
        List.of(
            "null",
            "{}",
            "[]",
            "\"" + thumbprint + "\"",
            "{\"x5t#S256\":null}",
            "{\"x5t#S256\":[\"" + thumbprint.replace("dg2", "dg0") + "\"]}",
            "{\"x5t#S256\":\"\"}",
            // RFC 8705 §3.1 writes this one; its last letter has bits that say nothing.
            "{\"x5t#S256\":\"" + thumbprint + "\"}",
            "{\"x5t#S256\":\"" + thumbprint.replace("dg2", "dg0=") + "\"}",
            "{\"x5t#S256\":\"" + thumbprint.replace("dg2", "d") + "\"}",
            "{\"x5t#S256\":\"" + thumbprint.replace("5_l", "5/l") + "\"}",
            "{\"x5t\":\"" + thumbprint.replace("dg2", "dg0") + "\"}",
            "{\"x5t#S256\":\"" + thumbprint.replace("dg2", "dg0") + "\",\"jkt\":\"x\"}")) {
      all.add(Break.claim("cnf " + cnf, TokenDefect.CONFIRMATION, "cnf", cnf));
    }
    for (var name : List.of("exp", "iat", "nbf", "sub", "client_id", "jti")) {
      all.add(Break.draft(name + " absent", TokenDefect.MISSING_CLAIM, d -> d.without(name)));
      all.add(Break.claim(name + " null", TokenDefect.CLAIM, name, "null"));
      all.add(Break.claim(name + " object", TokenDefect.CLAIM, name, "{}"));
    }
    for (var name : List.of("sub", "client_id", "jti")) {
      for (var value :
          List.of(
              "\"\"",
              "5",
              "[\"alice\"]",
              "\"a\\u0000b\"",
              "\"a\\r\\nb\"",
              "\"a\\u2028b\"",
              "\"a\\ud800\"",
              "\"a\\u007f\"",
              "\"" + "x".repeat(257) + "\"")) {
        all.add(Break.claim(name + " " + value, TokenDefect.CLAIM, name, value));
      }
    }
    for (var value : List.of("null", "5", "true", "{\"admin\":true}", "[\"Manager\"]", "[]")) {
      all.add(Break.claim("job_role " + value, TokenDefect.CLAIM, "job_role", value));
      all.add(Break.claim("name " + value, TokenDefect.CLAIM, "name", value));
    }
    for (var value : List.of("null", "1.5", "true", "{}", "[1]", "\"\"", "\"1\\n2\"")) {
      all.add(Break.claim("id " + value, TokenDefect.CLAIM, "id", value));
    }
    all.add(Break.claim("half a character", TokenDefect.CLAIM, "job_role", "\"\\udc00\""));
    return all;
  }

  private static List<Break> times() {
    var all = new ArrayList<Break>();
    for (var name : List.of("exp", "iat", "nbf")) {
      for (var value :
          List.of(
              "\"" + NOW + "\"",
              "true",
              "0",
              "-1",
              "1",
              "1e308",
              "1e400",
              "1e999999999",
              "18446744073709551617",
              NOW + ".5",
              NOW + "000",
              "253402300800",
              "[]",
              "978307199",
              "4133980800")) {
        all.add(Break.claim(name + " " + value, TokenDefect.CLAIM, name, value));
      }
    }
    all.add(
        Break.draft(
            "30 s after the end",
            TokenDefect.EXPIRED,
            d -> d.claim("iat", NOW - 600).claim("exp", NOW - 30)));
    all.add(Break.draft("nbf in 31 s", TokenDefect.NOT_YET_VALID, d -> d.claim("nbf", NOW + 31)));
    all.add(Break.draft("iat in 31 s", TokenDefect.NOT_YET_VALID, d -> d.claim("iat", NOW + 31)));
    all.add(
        Break.draft("one second too long", TokenDefect.LIFETIME, d -> d.claim("exp", NOW + 3601)));
    all.add(Break.draft("ten years", TokenDefect.LIFETIME, d -> d.claim("exp", NOW + 315360000)));
    all.add(
        Break.draft(
            "ends as it begins",
            TokenDefect.CLAIM,
            draft -> draft.claim("iat", NOW).claim("exp", NOW)));
    return all;
  }

  static Stream<Arguments> refusals() {
    return breaks().stream()
        .flatMap(one ->
            Stream.of(SigningAlgorithm.values())
                .map(mode -> arguments(mode + ": " + one.what, mode, one)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void oneDefectIsNamed(String name, SigningAlgorithm mode, Object one) {
    var tokens = TestTokens.of(mode, CLOCK);
    var verifier = verifier(tokens, CLOCK);
    assertThat(verifier.verify(((Break) one).token.apply(tokens)))
        .isEqualTo(new Verification.Refused(((Break) one).defect));
    assertThat(verifier.verify(tokens.mint())).isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @EnumSource
  void aValidTokenBecomesItsCaller(SigningAlgorithm mode) {
    var tokens = TestTokens.of(mode, CLOCK);
    var caller = accepted(tokens, tokens.valid().claim("jti", "j1"));
    assertThat(caller.issuer()).isEqualTo(TestTokens.ISSUER);
    assertThat(caller.subject()).isEqualTo("alice");
    assertThat(caller.clientId()).isEqualTo("alice");
    assertThat(caller.jobRole()).isEqualTo("Manager");
    assertThat(caller.id()).isEqualTo("123");
    assertThat(caller.name()).isEqualTo("Alice");
    assertThat(caller.tokenId()).isEqualTo("j1");
    assertThat(caller.expiresAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofMinutes(60)));
  }

  static Stream<Arguments> acceptable() {
    return Stream.of(
            Break.draft(
                "full media type", TokenDefect.TYPE, d -> d.header("typ", "application/at+jwt")),
            Break.draft(
                "unknown members",
                TokenDefect.CLAIM,
                d -> d.header("x", "1").claim("foo", Map.of("bar", List.of(1, 2)))),
            Break.draft(
                "several audiences",
                TokenDefect.AUDIENCE,
                d -> d.claim("aud", List.of("http://localhost:8002/mcp", TestTokens.AUDIENCE))),
            Break.draft(
                "29 s after the end",
                TokenDefect.EXPIRED,
                d -> d.claim("iat", NOW - 600).claim("exp", NOW - 29)),
            Break.draft(
                "30 s before the beginning",
                TokenDefect.NOT_YET_VALID,
                d -> d.claim("iat", NOW + 30).claim("nbf", NOW + 30)),
            Break.claim("a whole number with a point", TokenDefect.CLAIM, "iat", NOW + ".0"),
            Break.draft(
                "other letters than ours",
                TokenDefect.CLAIM,
                d -> d.claim("sub", "a\u0301lice").claim("name", "\u202eecilA \ud83d\ude00")),
            Break.draft("a role nobody knows", TokenDefect.CLAIM, d -> d.claim("job_role", "")),
            Break.draft("256 characters", TokenDefect.CLAIM, d -> d.claim("sub", "x".repeat(256))))
        .map(one -> arguments(one.what, one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acceptable")
  void whatOnlyLooksOddIsAccepted(String name, Object one) {
    for (var mode : SigningAlgorithm.values()) {
      var tokens = TestTokens.of(mode, CLOCK);
      assertThat(verifier(tokens, CLOCK).verify(((Break) one).token.apply(tokens)))
          .isInstanceOf(Verification.Verified.class);
    }
  }

  @Test
  void absentClaimsStayAbsent() {
    var tokens = TestTokens.hs256(CLOCK);
    var caller = accepted(tokens, tokens.of("test_client", null, TestTokens.AUDIENCE));
    assertThat(caller.jobRole()).isNull();
    assertThat(caller.id()).isNull();
    assertThat(caller.name()).isNull();
  }

  @Test
  void aNumericIdIsKeptAsText() {
    var tokens = TestTokens.hs256(CLOCK);
    assertThat(accepted(tokens, tokens.valid().claim("id", 124)).id()).isEqualTo("124");
    var big = new BigInteger("9".repeat(32));
    assertThat(accepted(tokens, tokens.valid().claim("id", big)).id()).isEqualTo(big.toString());
  }

  private static Caller accepted(TestTokens tokens, TestTokens.Draft draft) {
    var verification = verifier(tokens, CLOCK).verify(draft.mint());
    assertThat(verification).isInstanceOf(Verification.Verified.class);
    return ((Verification.Verified) verification).caller();
  }

  private static TokenVerifier verifier(TestTokens tokens, InstantSource clock) {
    return new TokenVerifier(
        tokens.trustedIssuer(), TestTokens.AUDIENCE, RevokedTokens.none(), clock);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasRevokedIsAskedEachTimeAlsoOfTokensThatAreRemembered(SigningAlgorithm algorithm) {
    var clock = new TestClock();
    var tokens = TestTokens.of(algorithm, clock);
    var standing = new AtomicReference<>(RevokedTokens.Standing.LIVES);
    var asked = new AtomicReference<Caller>();
    var verifier =
        new TokenVerifier(
            tokens.trustedIssuer(),
            TestTokens.AUDIENCE,
            caller -> {
              asked.set(caller);
              return standing.get();
            },
            clock);
    var token = tokens.mint();
    assertThat(verifier.verify(token)).isInstanceOf(Verification.Verified.class);
    assertThat(asked.get().keyId()).isEqualTo(tokens.kid());
    assertThat(asked.get().issuedAt()).isEqualTo(TestTokens.NOW);
    standing.set(RevokedTokens.Standing.REVOKED);
    assertThat(verifier.verify(token)).isEqualTo(new Verification.Refused(TokenDefect.REVOKED));
    standing.set(RevokedTokens.Standing.UNKNOWN);
    assertThat(verifier.verify(token))
        .isInstanceOfSatisfying(
            Verification.Undecided.class,
            undecided -> assertThat(undecided.code()).isEqualTo("revocations_unknown"));
    // Garbage is refused as before: it is cheaper, and tells nothing.
    assertThat(verifier.verify("x")).isEqualTo(new Verification.Refused(TokenDefect.MALFORMED));
    standing.set(RevokedTokens.Standing.LIVES);
    assertThat(verifier.verify(token)).isInstanceOf(Verification.Verified.class);
  }
}
