package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PolicyRefusedTest {
  private static final String GOOD =
      """
      version: 1
      roles: [Manager, Officer]
      servers:
        hr:
          admit: [Manager]
          tools:
            get: {allow: [Manager]}
      """;

  @TempDir Path folder;

  /** One thing broken in the good policy. */
  private record Broken(String name, String good, String bad, List<String> problems) {}

  private static Broken broken(String name, String good, String bad, String... problems) {
    return new Broken(name, good, bad, List.of(problems));
  }

  @TestFactory
  List<DynamicTest> everyProblemIsNamedWithItsPlace() {
    return List.of(
            broken(
                "another version",
                "version: 1",
                "version: 2",
                "p:1:10: version must be 1, the only one there is"),
            broken("no version", "version: 1\n", "", "p:1:1: the policy needs version"),
            broken(
                "a version that is a list",
                "version: 1",
                "version: [1]",
                "p:1:10: version must be 1, the only one there is"),
            broken("no roles", "[Manager, Officer]", "[]", "p:2:1: roles must name 1 to 256 roles"),
            broken(
                "roles that are no list",
                "[Manager, Officer]",
                "Manager",
                "p:2:8: roles must be a list, for example [Manager, Officer]"),
            broken(
                "a role twice",
                "[Manager, Officer]",
                "[Manager, Manager]",
                "p:2:18: roles has 'Manager' twice"),
            broken(
                "roles apart in case only",
                "[Manager, Officer]",
                "[Manager, MANAGER]",
                "p:2:18: MANAGER differs from another role in case only; roles are compared"
                    + " exactly"),
            broken(
                "a role with a comma",
                "Officer]",
                "'A,B']",
                "p:2:18: 'A,B' is not a role name; use up to 64 letters, digits, spaces and _ . :"
                    + " / -"),
            broken(
                "a role with an invisible letter",
                "Officer]",
                "\"Offi\\u200bcer\"]",
                "p:2:18: 'Offi\\u200bcer' is not a role name; use up to 64 letters, digits, spaces"
                    + " and _ . : / -"),
            broken(
                "a role with a meaning of its own",
                "Officer]",
                "any-authenticated]",
                "p:2:18: any-authenticated has a meaning of its own; rename the role"),
            broken(
                "a role that is a number",
                "Officer]",
                "7]",
                "p:2:18: an item of roles must be a text; put it in quotes"),
            broken(
                "a role that YAML takes for null",
                "Officer]",
                "null]",
                "p:2:18: an item of roles must be a text; put it in quotes"),
            broken(
                "no servers",
                "servers:\n  hr:",
                "server:\n  hr:",
                "p:3:1: the policy has no setting 'server'; did you mean servers?",
                "p:1:1: the policy needs servers"),
            broken(
                "a server with an odd name",
                "  hr:",
                "  HR/..:",
                "p:4:3: 'HR/..' is not a server name; use up to 32 of a-z, 0-9 and -"),
            broken(
                "a server without rules",
                "    admit: [Manager]\n",
                "",
                "p:4:3: servers.hr needs admit"),
            broken(
                "a misspelt setting",
                "admit:",
                "admits:",
                "p:5:5: servers.hr has no setting 'admits'; did you mean admit?",
                "p:4:3: servers.hr needs admit"),
            broken(
                "an undeclared role admitted",
                "admit: [Manager]",
                "admit: [Manager, Oficer]",
                "p:5:22: servers.hr.admit names 'Oficer', which roles does not declare; did you"
                    + " mean Officer?"),
            broken(
                "a role without brackets",
                "admit: [Manager]",
                "admit: Manager",
                "p:5:12: servers.hr.admit must be a list of roles, for example [Manager], or"
                    + " any-authenticated"),
            broken(
                "everybody inside a list",
                "admit: [Manager]",
                "admit: [Manager, any-authenticated]",
                "p:5:22: servers.hr.admit: write any-authenticated alone, without brackets and"
                    + " roles"),
            broken(
                "a tool for a role that is not admitted",
                "{allow: [Manager]}",
                "{allow: [Manager, Officer]}",
                "p:7:20: servers.hr.tools.get.allow names Officer, which the server does not"
                    + " admit; add it to admit or remove it here"),
            broken(
                "a tool for everybody on a server that is not",
                "{allow: [Manager]}",
                "{allow: any-authenticated}",
                "p:7:20: servers.hr.tools.get.allow can be any-authenticated only where admit is;"
                    + " list roles instead"),
            broken(
                "a tool without rules",
                "{allow: [Manager]}",
                "",
                "p:7:11: servers.hr.tools.get must be a mapping of names to values",
                "p:7:7: servers.hr.tools.get needs allow"),
            broken(
                "an unknown rule of a tool",
                "{allow: [Manager]}",
                "{allow: [Manager], colour: red}",
                "p:7:31: servers.hr.tools.get has no setting 'colour'"),
            broken(
                "a tool with an odd name",
                "get:",
                "'get it':",
                "p:7:7: 'get it' is not a tool name; use up to 128 letters, digits, _ . and -"),
            broken(
                "a tool twice",
                "{allow: [Manager]}\n",
                "{allow: [Manager]}\n      get: {allow: []}\n",
                "p:8:7: servers.hr.tools has 'get' twice; the first is at line 7"),
            broken(
                "an anchor",
                "roles: [",
                "roles: &all [",
                "p:2:8: anchors and aliases are not used in a policy; write it out"),
            broken(
                "a tag",
                "roles: [",
                "roles: !!set [",
                "p:2:8: roles must be a list, for example [Manager, Officer]"),
            broken(
                "a second document",
                GOOD,
                GOOD + "---\n" + GOOD,
                "p:8:1: this is not YAML: but found another document"),
            broken(
                "an open bracket",
                "[Manager, Officer]",
                "[Manager, Officer",
                "p:3:8: this is not YAML: expected ',' or ']', but got :"),
            broken(
                "a document that is a list",
                GOOD,
                "[1]",
                "p:1:1: the policy must be a mapping of names to values",
                "p:1:1: the policy needs version",
                "p:1:1: the policy needs roles",
                "p:1:1: the policy needs servers"),
            broken("nothing", GOOD, "# later\n", "p:1:1: the file is empty"))
        .stream()
        .map(broken ->
            DynamicTest.dynamicTest(
                broken.name,
                () -> {
                  assertThat(GOOD).contains(broken.good);
                  var yaml = GOOD.replace(broken.good, broken.bad);
                  assertThat(refused(yaml).problems()).isEqualTo(broken.problems);
                }))
        .toList();
  }

  @Test
  void theUnbrokenPolicyIsRead() {
    assertThat(AccessPolicy.parse("p", GOOD).servers()).containsExactly("hr");
  }

  @Test
  void hostileYamlIsRefusedAndNotSuffered() {
    assertThat(refused("[".repeat(200_000)).problems()).hasSize(1);
    var laughs = new StringBuilder("a0: &a0 [x]\n");
    for (var i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(refused(laughs.toString()).problems()).hasSizeLessThan(100);
  }

  @Test
  void aFileThatIsNoPolicyIsRefused() throws IOException {
    assertRefused(folder.resolve("absent.yaml"), "does not exist; POLICY_FILE names");
    assertRefused(folder, "is not a regular file; POLICY_FILE names");
    var large = Files.writeString(folder.resolve("large"), "#".repeat((1 << 20) + 1));
    assertRefused(large, "is larger than 1 MiB");
    var latin = Files.write(folder.resolve("latin"), new byte[] {'#', (byte) 0xe9});
    assertRefused(latin, "is not UTF-8");
  }

  @Test
  void aByteOrderMarkDoesNoHarm() throws IOException {
    var file = Files.writeString(folder.resolve("bom.yaml"), "\ufeff" + GOOD);
    assertThat(AccessPolicy.load(file).servers()).containsExactly("hr");
  }

  private static void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> AccessPolicy.load(file))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageStartingWith(file + " ")
        .hasMessageContaining(problem);
  }

  private static PolicyRefused refused(String yaml) {
    return catchThrowableOfType(PolicyRefused.class, () -> AccessPolicy.parse("p", yaml));
  }
}
