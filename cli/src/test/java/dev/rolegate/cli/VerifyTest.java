package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends {@code rolegate verify} before it begins. */
class VerifyTest {
  private static final String GOOD =
      "version: 1\nroles: [Manager]\nservers:\n  hr:\n    admit: [Manager]\n    tools: {}\n";

  @TempDir Path folder;
  private Path policy;

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), GOOD);
  }

  @Test
  void aPolicyThatMakesNoSenseIsAWrongCommandLine() throws IOException {
    try (var service = new StubService()) {
      Files.writeString(policy, GOOD.replace("[Manager]\n    tools", "[Boss]\n    tools"));
      var typed = Typed.at(service, "verify --policy " + policy);
      assertThat(typed.code()).isEqualTo(2);
      assertThat(typed.err()).contains("policy.yaml:5:", "Boss", "See: rolegate verify --help");
      var missing = Typed.at(service, "verify --policy " + folder.resolve("none.yaml"));
      assertThat(missing.code()).isEqualTo(2);
      assertThat(missing.err()).contains("none.yaml");
      assertThat(service.asked()).isEmpty();
    }
  }

  @Test
  void anAddressOrAFolderThatIsNoneIsAWrongCommandLine() throws IOException {
    try (var service = new StubService()) {
      var address = Typed.at(service, "verify --policy " + policy + " --connect-to hr=nowhere");
      assertThat(address.code()).isEqualTo(2);
      assertThat(address.err()).contains("NAME=HOST:PORT");
      var inFile = Typed.at(service, "verify --policy " + policy + " --report " + policy + "/x");
      assertThat(inFile.code()).isEqualTo(2);
      assertThat(inFile.err()).contains("give a folder of yours");
      assertThat(service.asked()).isEmpty();
    }
  }

  @Test
  void aTokenServiceThatIsDownIsNotADifference() {
    var typed =
        Typed.with(
            Map.of("MANAGEMENT_TOKEN", Typed.TOKEN, "ROLEGATE_URL", "http://127.0.0.1:1"),
            "verify --policy " + policy);
    assertThat(typed.code()).isEqualTo(3);
    assertThat(typed.err()).contains("does not answer; is the token service up");
  }

  @Test
  void aTokenServiceThatKnowsNoSuchQuestionIsTooOld() {
    try (var service =
        new StubService()
            .answering(
                404, "{\"error\":\"not_found\",\"error_description\":\"Nothing is served.\"}")) {
      var typed = Typed.at(service, "verify --policy " + policy);
      assertThat(typed.code()).isEqualTo(3);
      assertThat(typed.err()).contains("is it older than this command?");
      assertThat(service.asked()).allMatch(asked -> asked.path().equals("/admin/service/show"));
    }
  }
}
