package dev.rolegate.auth.apikey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.ApiKeyCaller;
import dev.rolegate.auth.text.NearMatch;
import dev.rolegate.auth.text.OneLine;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the file; notes everything that is wrong with it. Used once. */
final class ApiKeyEntry {
  /** The longest life of a key. */
  static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private static final List<String> MEMBERS =
      List.of(
          "key_id",
          "sha256",
          "sub",
          "job_role",
          "id",
          "name",
          "servers",
          "not_before",
          "not_after");
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SERVER = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern TEXT = Pattern.compile("(?s).*");
  private static final int MOST_SERVERS = 64;

  private final String place;
  private final List<String> problems;
  private final int before;

  ApiKeyEntry(String place, List<String> problems) {
    this.place = place;
    this.problems = problems;
    this.before = problems.size();
  }

  @Nullable ApiKey read(JsonNode entry) {
    if (!entry.isObject()) {
      problem("", "is no object");
      return null;
    }
    entry.fieldNames().forEachRemaining(this::checkKnown);
    var keyId = text(entry, "key_id", KEY_ID, "1 to 64 letters, digits, '.', '_' or '-'");
    var sha256 = text(entry, "sha256", SHA256, "the key's SHA-256 in 64 lower-case hex digits");
    var subject = name(entry, "sub");
    var jobRole = optional(entry, "job_role");
    var id = optional(entry, "id");
    var name = optional(entry, "name");
    var servers = servers(entry.path("servers"));
    var notBefore = time(entry, "not_before");
    var notAfter = time(entry, "not_after");
    if (problems.size() > before) {
      return null;
    }
    if (!notAfter.isAfter(notBefore)
        || Duration.between(notBefore, notAfter).compareTo(LONGEST_LIFE) > 0) {
      problem(".not_after", "must come after not_before, at most 366 days");
      return null;
    }
    return new ApiKey(keyId, sha256, subject, jobRole, id, name, servers, notBefore, notAfter);
  }

  private void checkKnown(String member) {
    if (!MEMBERS.contains(member)) {
      problem(
          "",
          "has a member "
              + OneLine.quoted(member)
              + ", which means nothing"
              + NearMatch.suggestion(member, MEMBERS));
    }
  }

  private @Nullable String optional(JsonNode entry, String member) {
    return entry.has(member) ? name(entry, member) : null;
  }

  /** As a claim of a token must be that names somebody. */
  private String name(JsonNode entry, String member) {
    var words = "1 to 256 characters without control characters";
    var text = text(entry, member, TEXT, words);
    if (!text.isEmpty() && !ApiKeyCaller.mayBe(text)) {
      problem("." + member, "is not a text of " + words);
    }
    return text;
  }

  private String text(JsonNode entry, String member, Pattern form, String words) {
    var node = entry.path(member);
    var text = node.isTextual() ? node.textValue() : "";
    if (text.isEmpty() || !form.matcher(text).matches()) {
      problem("." + member, "must be " + words);
      return "";
    }
    return text;
  }

  private List<String> servers(JsonNode array) {
    var servers = new ArrayList<String>();
    for (var one : array) {
      if (one.isTextual() && SERVER.matcher(one.textValue()).matches()) {
        servers.add(one.textValue());
      }
    }
    if (!array.isArray()
        || array.size() > MOST_SERVERS
        || new HashSet<>(servers).size() != array.size()) {
      problem(
          ".servers",
          "must be an array of names of servers, each once; [] is good for none of them");
    }
    return servers;
  }

  private Instant time(JsonNode entry, String member) {
    try {
      return OffsetDateTime.parse(entry.path(member).asText()).toInstant();
    } catch (DateTimeException e) {
      problem("." + member, "must be a time such as \"2027-01-31T00:00:00Z\"");
      return Instant.EPOCH;
    }
  }

  private void problem(String member, String sentence) {
    problems.add(place + member + " " + sentence);
  }
}
