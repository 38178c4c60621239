package dev.rolegate.auth.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.TestTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Files with one thing wrong: who is let in depends on what they say. */
class ApiKeyDocumentTest {
  private static final String SHA = "a".repeat(64);
  private static final String GOOD =
      """
      {"version": 1, "keys": [
        {"key_id": "reports", "sha256": "%s", "sub": "reports", "job_role": "Officer", "id": "125",
         "name": "Reports", "servers": ["hr", "weather-time"],
         "not_before": "2026-11-01T00:00:00Z", "not_after": "2027-01-01T00:00:00+01:00"}]}
      """
          .formatted(SHA);

  /** A member replaced by another text, and what is said of it. */
  record Broken(String name, String from, String to, String problem) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Broken> broken =
      List.of(
          new Broken("no JSON", "{\"version\"", "version", "is not one JSON object"),
          new Broken("cut short", "+01:00\"}]}", "", "is not one JSON object"),
          new Broken("something behind it", "]}", "]} {}", "is not one JSON object"),
          new Broken("an array", GOOD, "[]", "is not one JSON object"),
          new Broken("no version", "\"version\": 1, ", "", "has no \"version\": 1"),
          new Broken("version 2", ": 1,", ": 2,", "has no \"version\": 1"),
          new Broken("version as text", ": 1,", ": \"1\",", "has no \"version\": 1"),
          new Broken("keys twice", "\"keys\"", "\"keys\": [], \"keys\"", "has a member twice"),
          new Broken("another member", "\"keys\"", "\"x\": 1, \"keys\"", "two members"),
          new Broken("keys as object", GOOD, "{\"version\": 1, \"keys\": {}}", "two members"),
          new Broken("an entry that is none", GOOD, entries("7"), "keys[0] is no object"),
          new Broken(
              "sub twice", "\"sub\"", "\"sub\": \"a\", \"sub\"", "has a member twice; give each"),
          new Broken(
              "a misspelt member",
              "\"job_role\"",
              "\"job_rolle\"",
              "keys[0] has a member 'job_rolle', which means nothing; did you mean job_role?"),
          new Broken("no id", "\"key_id\": \"reports\", ", "", "keys[0].key_id must be"),
          new Broken("an id with a colon", "\"reports\", \"sha", "\"a:b\", \"sha", ".key_id must"),
          new Broken("an empty id", "\"reports\", \"sha", "\"\", \"sha", ".key_id must"),
          new Broken("no hash", "sha256", "sha512", "keys[0].sha256 must be"),
          new Broken("a short hash", SHA, SHA.substring(1), "keys[0].sha256 must be"),
          new Broken("a hash in capitals", SHA, "A".repeat(64), "keys[0].sha256 must be"),
          new Broken("a key as hash", SHA, TestApiKeys.key(1), "keys[0].sha256 must be"),
          new Broken("an empty subject", "\"sub\": \"reports\"", "\"sub\": \"\"", ".sub must be"),
          new Broken(
              "a subject with a line end", "\"sub\": \"r", "\"sub\": \"\\nr", ".sub is not a text"),
          new Broken("a role that is null", "\"Officer\"", "null", "keys[0].job_role must be"),
          new Broken("roles in an array", "\"Officer\"", "[\"Officer\"]", ".job_role must be"),
          new Broken("an id that is a number", "\"125\"", "125", "keys[0].id must be"),
          new Broken("no servers", "\"servers\"", "\"server\"", "keys[0].servers must be"),
          new Broken("servers as text", "[\"hr\", \"weather-time\"]", "\"hr\"", ".servers must be"),
          new Broken("a server twice", "\"weather-time\"", "\"hr\"", ".servers must be an array"),
          new Broken("any server", "\"weather-time\"", "\"*\"", ".servers must be an array"),
          new Broken("no end", ", \"not_after\": \"2027-01-01T00:00:00+01:00\"", "", ".not_after"),
          new Broken("an end that is no time", "2027-01-01T00:00:00+01:00", "2027", ".not_after"),
          new Broken("an end as number", "\"2027-01-01T00:00:00+01:00\"", "1", ".not_after"),
          new Broken("an end at once", "2027-01-01T00:00:00+01", "2026-11-01T01:00:00+01", "after"),
          new Broken("a life of 367 days", "2027-01-01T", "2027-11-03T", "at most 366 days"),
          new Broken("no begin", "not_before", "created", "keys[0].not_before must be a time"));

  @ParameterizedTest
  @FieldSource("broken")
  void isRefused(Broken one) {
    assertThat(GOOD).as("the case breaks something").contains(one.from());
    assertThat(problems(GOOD.replace(one.from(), one.to())))
        .anySatisfy(problem -> assertThat(problem).contains(one.problem()));
  }

  @Test
  void isRefusedWhenItIsNotUtf8OrTooLarge() {
    var bytes = GOOD.getBytes(UTF_8);
    bytes[GOOD.indexOf("Reports")] = (byte) 0xff;
    assertThat(ApiKeyDocument.read(bytes)).isInstanceOf(ApiKeyDocument.Reading.Refused.class);
    assertThat(problems(GOOD + " ".repeat(ApiKeyDocument.LARGEST))).hasSize(1);
    assertThat(problems("\ufeff" + GOOD)).hasSize(1);
  }

  @Test
  void oneKeyIsOneCallerAndANameHasTwoKeys() {
    var files = new TestApiKeys(Path.of("unused"), TestTokens.NOW);
    var twins =
        List.of(
            files.entry(TestApiKeys.key(1), "a", null), files.entry(TestApiKeys.key(1), "b", null));
    assertThat(ApiKeyDocument.read(ApiKeyDocument.write(twins)))
        .isEqualTo(
            new ApiKeyDocument.Reading.Refused(
                List.of("two entries have the key of b; each needs one of its own")));
    var three = IntStream.range(0, 3).mapToObj(i -> files.entry(TestApiKeys.key(i), "a", null));
    assertThat(ApiKeyDocument.read(ApiKeyDocument.write(three.toList())))
        .isEqualTo(
            new ApiKeyDocument.Reading.Refused(
                List.of("a has more than two keys; remove the oldest")));
  }

  @Test
  void theirNumberIsBoundedAndSoAreTheProblemsToldOfThem() {
    var many = new ArrayList<String>();
    for (var i = 0; i <= ApiKeyDocument.MOST; i++) {
      many.add("{}");
    }
    assertThat(problems(entries(String.join(",", many))))
        .containsExactly("has more than 500 keys; take back those that nobody uses");
    assertThat(problems(entries(String.join(",", many.subList(0, 500))))).hasSize(10);
  }

  @Test
  void aGoodOneReadsAndIsWrittenAlike() {
    var keys = ((ApiKeyDocument.Reading.Read) ApiKeyDocument.read(GOOD.getBytes(UTF_8))).keys();
    assertThat(keys).hasSize(1);
    assertThat(keys.getFirst().servers()).containsExactly("hr", "weather-time");
    assertThat(keys.getFirst().notAfter()).isEqualTo("2026-12-31T23:00:00Z");
    assertThat(ApiKeyDocument.read(ApiKeyDocument.write(keys)))
        .isEqualTo(new ApiKeyDocument.Reading.Read(keys));
    assertThat(problems(entries(""))).as("no key at all").isEmpty();
  }

  private static String entries(String entries) {
    return "{\"version\": 1, \"keys\": [" + entries + "]}";
  }

  private static List<String> problems(String text) {
    return switch (ApiKeyDocument.read(text.getBytes(UTF_8))) {
      case ApiKeyDocument.Reading.Read _ -> List.of();
      case ApiKeyDocument.Reading.Refused(var problems) -> problems;
    };
  }
}
