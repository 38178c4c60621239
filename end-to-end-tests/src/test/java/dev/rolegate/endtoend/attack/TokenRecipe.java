package dev.rolegate.endtoend.attack;

import static dev.rolegate.endtoend.attack.Encoded.base64url;
import static dev.rolegate.endtoend.attack.Encoded.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.KeyIds;
import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.TestTokens;
import dev.rolegate.endtoend.Json;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * Builds a case's token as {@code token_recipe} in the file says. The base payload carries what
 * Rolegate's tokens carry: {@code job_role} in the place of {@code roles}, {@code id}, {@code name}
 * and {@code nbf}.
 */
final class TokenRecipe {
  private final TestTokens tokens;
  private final Variables variables;
  private final Signatures signatures;

  TokenRecipe(TestTokens tokens, Variables variables, Signatures signatures) {
    this.tokens = tokens;
    this.variables = variables;
    this.signatures = signatures;
  }

  /** The text behind {@code Bearer}. */
  String build(JsonNode recipe) {
    if (recipe.has("literal")) {
      return variables.in(recipe.get("literal").asText());
    }
    if (recipe.has("special")) {
      var claims = Json.text(base("at_hr"));
      return switch (recipe.get("special").asText()) {
        case "jwe_plainjwt" -> SpecialTokens.encryptedUnsigned(tokens, claims);
        case "jws_deflate" -> SpecialTokens.deflated(tokens, claims);
        case String other -> throw new AssertionError("no recipe for " + other);
      };
    }
    var signed = base64url(header(recipe)) + "." + base64url(payload(recipe));
    var token = signed + "." + base64url(signatures.make(recipe.get("sign").asText(), signed));
    for (var mutation : recipe.path("mutate")) {
      token = mutate(token, mutation);
    }
    return token;
  }

  private byte[] header(JsonNode recipe) {
    return utf8(
        recipe.has("header_raw")
            ? variables.in(recipe.get("header_raw").asText())
            : Json.text(part(recipe.get("header"))));
  }

  private byte[] payload(JsonNode recipe) {
    if (recipe.has("payload_raw")) {
      variables.with("PAYLOAD", Json.text(base("at_hr")));
      return utf8(variables.in(recipe.get("payload_raw").asText()));
    }
    if (recipe.has("payload_dup")) {
      return utf8(duplicated(recipe.get("payload_dup")));
    }
    if (recipe.has("payload_gen")) {
      return generated(recipe.get("payload_gen"));
    }
    return utf8(Json.text(part(recipe.get("payload"))));
  }

  private ObjectNode part(JsonNode recipe) {
    if (!recipe.has("@base")) {
      return (ObjectNode) variables.in(recipe);
    }
    var part = base(recipe.get("@base").asText());
    for (var change : recipe.path("set").properties()) {
      if (change.getKey().equals("roles")) {
        JobRole.set(part, variables.in(change.getValue()));
      } else {
        part.set(change.getKey(), variables.in(change.getValue()));
      }
    }
    recipe.path("unset").forEach(name -> part.remove(name.asText()));
    return part;
  }

  private ObjectNode base(String name) {
    var draft = tokens.valid();
    return switch (name) {
      case "hdr" -> (ObjectNode) Json.parse(draft.headerJson());
      case "at_hr" ->
          (ObjectNode)
              Json.parse(
                  draft
                      .claim("exp", tokens.now() + 300)
                      .claim("scope", "hr:read hr:write")
                      .claimsJson());
      default -> throw new AssertionError("no base " + name);
    };
  }

  /** The base without the member that the first text names, and both texts. */
  private String duplicated(JsonNode texts) {
    var first = JobRole.inText(variables.in(texts.get(0).asText()));
    var second = JobRole.inText(variables.in(texts.get(1).asText()));
    var claims = base("at_hr");
    claims.remove(first.substring(1, first.indexOf('"', 1)));
    var rest = Json.text(claims);
    return "{" + first + "," + second + "," + rest.substring(1);
  }

  private byte[] generated(JsonNode generator) {
    var claims = Json.text(base("at_hr"));
    return switch (generator.get("kind").asText()) {
      case "raw" -> utf8("{" + generator.get("value").asText() + "," + claims.substring(1));
      case "charset" ->
          claims.getBytes(Charset.forName(generator.get("charset").asText().replace("-le", "le")));
      case String other -> throw new AssertionError("no generator " + other);
    };
  }

  private String mutate(String token, JsonNode mutation) {
    return switch (mutation.get("op").asText()) {
      case "append" -> token + variables.in(mutation.get("value").asText());
      case "quote" -> '"' + token + '"';
      case "extend_sig" -> {
        var dot = token.lastIndexOf('.');
        var signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        var longer = Arrays.copyOf(signature, signature.length + mutation.get("bytes").asInt());
        yield token.substring(0, dot + 1) + base64url(longer);
      }
      case String other -> throw new AssertionError("no mutation " + other);
    };
  }

  /** The values that every token case may name. */
  static Variables variables(TestTokens tokens) {
    var issuer = tokens.issuer();
    var host = issuer.substring(issuer.indexOf("//") + 2);
    var retired = PemKeys.publicOf(Keys.RETIRED);
    var certificate = SelfSigned.certificate(Keys.ATTACKER, PemKeys.publicOf(Keys.ATTACKER));
    return new Variables(tokens.now())
        .with("ISS", issuer)
        .with("ISS_UPPER", issuer.replace(host, host.toUpperCase(Locale.ROOT)))
        .with("ISS_HOST", host)
        .with("ISS_OTHER_REALM", issuer + "/other")
        .with("AUD_HR", TestTokens.AUDIENCE)
        .with("AUD_CRM", "http://localhost:8003/mcp")
        .with("AUD_OTHER", "https://other.example/mcp")
        .with("ALG", tokens.algorithm().name())
        .with("KID", tokens.kid())
        .with("KID_RETIRED", KeyIds.of(retired))
        .with("CLIENT_ID", "alice")
        .with("API_KEY", "rk_9hWq3vTz7LmX2cBn5KsD8fJg")
        .with("TOKEN2", tokens.mint())
        .with("ATTACKER_X5C", '"' + Encoded.base64(certificate) + '"');
  }
}
