package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.auth.apikey.ApiKey;
import dev.rolegate.auth.apikey.ApiKeyDocument;
import dev.rolegate.auth.apikey.KeyText;
import dev.rolegate.auth.apikey.TestApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code apikey}: what the file holds afterwards, and where the key goes. */
class ApiKeyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADD =
      "apikey add reports --sub reports --role Officer --servers hr --expires P90D ";

  @TempDir Path folder;
  private TestApiKeys file;

  @BeforeEach
  void name() {
    file =
        new TestApiKeys(
            folder.resolve("api-keys.json"), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private record Line(String typed, int code, String said) {}

  @TestFactory
  List<DynamicTest> whatDoesNotFitChangesNothing() {
    file.put(
        file.entry(TestApiKeys.key(1), "taken", "Officer", "hr"),
        file.entry(TestApiKeys.key(2), "two", "Officer", "hr")
            .endingBy(file.now().plusSeconds(3600)),
        file.entry(TestApiKeys.key(3), "two", "Officer", "hr"));
    var whole = "--sub x --servers hr --expires P9D";
    return List.of(
            new Line("add", 2, "Missing required"),
            new Line(
                "add x --servers hr --expires P9D", 2, "Missing required option: '--sub=TEXT'"),
            new Line("add x --sub x --expires P9D", 2, "Missing required option: '--servers=NAME"),
            new Line("add x --sub x --servers hr", 2, "Missing required option: '--expires="),
            new Line("add x --sub x --servers hr --expires never", 2, "it is no duration"),
            new Line("add x --sub x --servers hr --expires P367D", 2, "at most P366D"),
            new Line("add x --sub x --servers hr --expires PT0S", 2, "--expires: give a time from"),
            new Line(
                "add x --sub x --servers hr --expires PT-1H", 2, "--expires: give a time from"),
            new Line("add x --sub x --servers hrr --expires P9D", 2, "did you mean hr?"),
            new Line("add x --sub x --servers hr,all --expires P9D", 2, "the policy has no all"),
            new Line("add x --role Oficer " + whole, 2, "did you mean Officer?"),
            new Line("add x --policy none.yaml " + whole, 2, "none.yaml does not exist"),
            new Line("add x rgk_00 " + whole, 2, "Unmatched argument"),
            new Line("add a:b " + whole, 2, "keys[3].key_id must be 1 to 64 letters"),
            new Line("add x --name '' " + whole, 2, "keys[3].name must be"),
            new Line("add taken " + whole, 1, "there is an API key taken already; rotate it"),
            new Line("add x -q --secret-file f " + whole, 2, "give one of"),
            new Line("rotate takn", 1, "there is no API key takn; did you mean taken?"),
            new Line("rotate taken --overlap PT-1S", 2, "--overlap: give a time from now"),
            new Line("rotate taken --expires P400D", 2, "at most P366D"),
            new Line(
                "rotate two", 1, "two has two keys that are good; wait until the older ends ("),
            new Line("revoke none", 1, "there is no API key none"),
            new Line("revoke", 2, "Missing required parameter: 'ID'"),
            new Line("list all", 2, "Unmatched argument"))
        .stream()
        .map(line ->
            DynamicTest.dynamicTest(
                line.typed,
                () -> {
                  var before = Files.readString(file.path());
                  var typed = typed("apikey " + line.typed);
                  assertThat(typed.err()).contains(line.said);
                  assertThat(typed.out()).isEmpty();
                  assertThat(typed.code()).isEqualTo(line.code);
                  assertThat(Files.readString(file.path())).isEqualTo(before);
                }))
        .toList();
  }

  @Test
  void isShownOnceAndOnlyItsHashIsKept() throws IOException {
    var typed = typed(ADD + "--id 125 --name Reports");
    assertThat(typed.code()).as(typed.err()).isZero();
    var key =
        typed.out().lines().filter(line -> line.startsWith("secret ")).findFirst().orElseThrow();
    key = key.substring(key.indexOf("rgk_"));
    assertThat(key).matches(KeyText.FORM);
    var made = keys().getFirst();
    assertThat(made.sha256()).isEqualTo(KeyText.sha256(key));
    assertThat(
            List.of(
                made.keyId(),
                made.subject(),
                "" + made.jobRole(),
                "" + made.id(),
                "" + made.name()))
        .containsExactly("reports", "reports", "Officer", "125", "Reports");
    assertThat(made.servers()).containsExactly("hr");
    assertThat(Duration.between(made.notBefore(), made.notAfter())).isEqualTo(Duration.ofDays(90));
    assertThat(Files.readString(file.path())).doesNotContain("rgk_");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(typed("apikey list").out()).contains("reports").doesNotContain("rgk_", key);
  }

  @Test
  void standsAloneOnStdoutOrInANewFile() throws IOException {
    assertThat(typed(ADD + "-q").out()).matches(KeyText.FORM + "\n");
    var kept = folder.resolve("reports.key");
    var typed = typed("apikey rotate reports --secret-file " + kept);
    assertThat(typed.code()).as(typed.err()).isZero();
    assertThat(typed.out()).doesNotContain("rgk_").contains("secret_file  " + kept);
    assertThat(Files.readString(kept)).matches(KeyText.FORM + "\n");
    var again = typed("apikey rotate reports --overlap PT0S --secret-file " + kept);
    assertThat(again.err()).contains("exists, and a secret is not replaced");
    assertThat(keys()).as("nothing was rotated").hasSize(2);
  }

  @Test
  void allMeansTheServersThatThereAreNow() {
    var typed = typed("apikey add x --sub x --role Officer --servers all --expires P9D");
    assertThat(keys().getFirst().servers()).contains("hr", "project", "crm");
    assertThat(typed.err())
        .contains("note: the access policy keeps this key out of crm: ")
        .doesNotContain("out of hr");
  }

  @Test
  void withoutASettingItIsToldWhatServersNeed() {
    var typed =
        Typed.with(
            Map.of("POLICY_FILE", "../access-policy.yaml", "DATA_DIR", folder.toString()), ADD);
    var made = folder.resolve("shared/api-keys.json");
    assertThat(made).exists();
    assertThat(typed.err()).contains("started with API_KEYS_FILE=" + made);
    assertThat(typed(ADD).err()).doesNotContain("API_KEYS_FILE");
  }

  @Test
  void rotatingLeavesTheOlderOneForAWhile() {
    var old = file.entry(TestApiKeys.key(1), "a", "Officer", "hr");
    file.put(old, file.entry(TestApiKeys.key(2), "b", "Officer", "hr"));
    var answer = json("apikey rotate a --json");
    var key = answer.get("secret").asText();
    assertThat(answer.get("key_id").asText()).isEqualTo("a");
    assertThat(answer.has("sha256")).isFalse();
    var all = keys();
    assertThat(all).extracting(ApiKey::keyId).containsExactly("b", "a", "a");
    assertThat(all.get(1).sha256()).isEqualTo(old.sha256());
    assertThat(all.get(1).notAfter())
        .isBetween(file.now().plusSeconds(3600), file.now().plusSeconds(3700));
    assertThat(all.get(2).sha256()).isEqualTo(KeyText.sha256(key));
    assertThat(all.get(2).subject()).isEqualTo(old.subject());
    assertThat(Duration.between(all.get(2).notBefore(), all.get(2).notAfter()))
        .as("lives as long as the one before was made for")
        .isEqualTo(Duration.between(old.notBefore(), old.notAfter()));
    assertThat(typed("apikey rotate a --overlap PT0S --expires P1D -q").code()).isZero();
    assertThat(keys()).extracting(ApiKey::keyId).containsExactly("b", "a");
    assertThat(keys().getLast().sha256()).isNotEqualTo(KeyText.sha256(key));
  }

  @Test
  void anIdThatHasEndedIsFreeAgain() {
    file.put(file.entry(TestApiKeys.key(1), "reports", "Manager", "crm").endingBy(file.now()));
    assertThat(json("apikey list --json").at("/keys/0/state").asText()).isEqualTo("ended");
    assertThat(typed(ADD).code()).isZero();
    assertThat(keys()).singleElement().extracting(ApiKey::jobRole).isEqualTo("Officer");
  }

  @Test
  void revokingTakesBothKeysOfARotation() {
    file.put(
        file.entry(TestApiKeys.key(1), "a", "Officer", "hr"),
        file.entry(TestApiKeys.key(2), "b", "Officer", "hr"),
        file.entry(TestApiKeys.key(3), "a", "Officer", "hr"));
    assertThat(typed("apikey revoke a")).isEqualTo(new Typed(0, "a is taken back\n", ""));
    assertThat(keys()).singleElement().extracting(ApiKey::keyId).isEqualTo("b");
    assertThat(json("apikey revoke b --json").get("key_id").asText()).isEqualTo("b");
    assertThat(keys()).as("the file stays, for the servers that read it").isEmpty();
  }

  @Test
  void aFileThatIsNoneIsLeftAsItIs() throws IOException {
    Files.writeString(file.path(), "{}");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
    for (var line : List.of(ADD, "apikey list", "apikey revoke a", "apikey rotate a")) {
      var typed = typed(line);
      assertThat(typed.code()).isEqualTo(2);
      assertThat(typed.err()).contains(file.path() + ": has no \"version\": 1");
    }
    assertThat(Files.readString(file.path())).isEqualTo("{}");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(typed("apikey list").err()).contains("may be written by others; run: chmod");
  }

  private Typed typed(String line) {
    return Typed.with(
        Map.of("POLICY_FILE", "../access-policy.yaml", "API_KEYS_FILE", file.path().toString()),
        line);
  }

  private JsonNode json(String line) {
    var typed = typed(line);
    try {
      return JSON.readTree(typed.out());
    } catch (IOException e) {
      throw new AssertionError(typed.toString(), e);
    }
  }

  private List<ApiKey> keys() {
    return switch (file.file().read()) {
      case ApiKeyDocument.Reading.Read(var keys) -> keys;
      case ApiKeyDocument.Reading.Refused(var problems) -> throw new AssertionError(problems);
    };
  }
}
