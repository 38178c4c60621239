package dev.rolegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.StrictJson.Reading;
import java.nio.file.Path;
import java.util.Set;

/** The keys of a JWK set or of one JWK (RFC 7517), none of which may be private. */
final class PublicJwks {
  private static final String OPTION = "--jwks: ";
  private static final int LARGEST = 48 * 1024;
  private static final StrictJson JSON = new StrictJson(LARGEST, 16 * 1024, 64);

  /** The members that only a private or a shared key has (RFC 7518 §6). */
  private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private PublicJwks() {}

  static ArrayNode in(Path file) {
    if (!(JSON.read(GivenFile.read("--jwks", file, LARGEST)) instanceof Reading.Read(var read))) {
      throw new WrongUsage(OPTION + file + " holds no JSON object; give a JWK set or one JWK");
    }
    var keys =
        read.path("keys") instanceof ArrayNode set ? set : Json.object().putArray("keys").add(read);
    if (keys.isEmpty() || !keys.valueStream().allMatch(key -> key.hasNonNull("kty"))) {
      throw new WrongUsage(OPTION + file + " holds no keys; give a JWK set or one JWK");
    }
    if (keys.valueStream().anyMatch(PublicJwks::isPrivate)) {
      throw new WrongUsage(
          OPTION + file + " holds a private key, which must stay with its client; give the public");
    }
    return keys;
  }

  private static boolean isPrivate(JsonNode key) {
    return PRIVATE.stream().anyMatch(key::has);
  }
}
