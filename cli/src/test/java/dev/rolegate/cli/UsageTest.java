package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** Lines that are wrong: exit code 2, a sentence that says what to do, nothing sent. */
class UsageTest {
  record Line(String typed, String said) {
    @Override
    public String toString() {
      return typed;
    }
  }

  private static final String YES = "which cannot be undone: confirm it with --yes";

  static final List<Line> lines =
      List.of(
          new Line(
              "", "give one of: access, apikey, approve, approver, audit, call, can-i, changes,"),
          new Line("clent list", "give one of: access, apikey, approve, approver, audit"),
          new Line("client", "give one of: add, disable, enable, list, remove"),
          new Line("client add", "Missing required parameter: 'ID'"),
          new Line("client list all", "Unmatched argument at index 2: 'all'"),
          new Line("client list --al", "Unknown option: '--al'"),
          new Line("client add x", "say why, for the audit: --reason TEXT"),
          new Line("client disable x", "say why, for the audit: --reason TEXT"),
          new Line("client enable x --reason ' '", "say why, for the audit: --reason TEXT"),
          new Line("client remove x --yes", "say why, for the audit: --reason TEXT"),
          new Line("client rotate-secret x", "say why, for the audit: --reason TEXT"),
          new Line("approver add", "Missing required parameter: 'ACCOUNT'"),
          new Line("approver add robin", "say why, for the audit: --reason TEXT"),
          new Line("approver reset-password robin", "say why, for the audit: --reason TEXT"),
          new Line("approver remove robin --reason y", "remove approver robin, " + YES),
          new Line("approver add robin secret --reason y", "Unmatched argument"),
          new Line("approver add robin --password x --reason y", "Unknown options: '--password'"),
          new Line("approver add robin --password-file none --reason y", "none cannot be read"),
          new Line("approver add robin --ask-password --reason y", "was not typed twice"),
          new Line("changes list", "Missing required option: '--server=NAME'"),
          new Line("changes list --server hr", "say whom you sign in as: --account"),
          new Line("approve CHG-HR-1", "release it unseen with --yes"),
          new Line("approve 7 --yes", "no change is called so"),
          new Line("approve ../CHG-HR-1 --yes", "no change is called so"),
          new Line("approve CHG-HR-1 --yes", "say whom you sign in as: --account"),
          new Line("approve CHG-HR-1 --yes --account robin", "give the password of the account"),
          new Line("decline CHG-HR-1 --account robin", "say why: --reason TEXT"),
          new Line("key rotate", "say why, for the audit: --reason TEXT"),
          new Line("key revoke k --yes", "say why, for the audit: --reason TEXT"),
          new Line("revoke --jti j", "say why, for the audit: --reason TEXT"),
          new Line("key rotate --reason x --operator ''", "say who makes this change: --operator"),
          new Line("client add x --reason --role Manager", "Expected parameter for option"),
          new Line("client remove x --reason y", "remove client x, " + YES),
          new Line(
              "key revoke k --reason y", "revoke key k and every token that it signed, " + YES),
          new Line("revoke --all --reason y", "revoke the tokens of everybody, " + YES),
          new Line("revoke --reason y", "specify one of these"),
          new Line("revoke --before 2026-01-01T00:00:00Z --reason y", "specify one of these"),
          new Line("revoke --client a --subject b --reason y", "mutually exclusive"),
          new Line("revoke --jti a --before 2026-01-01T00:00:00Z --reason y", "leave it out"),
          new Line("revoke --client a --before yesterday --reason y", "it is no time such as 2026"),
          new Line("client add x --token-ttl 15 --reason y", "it is no duration such as PT15M"),
          new Line("client add x --jwks none.jwks --reason y", "none.jwks cannot be read"),
          new Line("client add x --import-secret-file none --reason y", "none cannot be read"),
          new Line("client add x --import-secret-file - --reason y", "- is empty"),
          new Line("client add x --secret-only --secret-file f --reason y", "give one of"),
          new Line("client add x --secret-file no/such/file --reason y", "is its folder there?"),
          new Line("key list --url ftp://127.0.0.1", "is not the URL of a management port"),
          new Line("key list --url http://127.0.0.1/x", "is not the URL of a management port"),
          new Line("key list --url http://a@127.0.0.1", "is not the URL of a management port"),
          new Line("key list --url http://192.0.2.1:9100", "is plain http to another machine"),
          new Line("key list --url http://tokens.example", "is plain http to another machine"),
          new Line("key list --ca-file none.pem", "none.pem cannot be read"),
          new Line("key list --ca-file pom.xml", "holds no PEM certificate"));

  @ParameterizedTest
  @FieldSource("lines")
  void isRefused(Line line) {
    try (var service = new StubService().answering(200, "{}")) {
      var typed = Typed.at(service, line.typed());
      assertThat(typed.err()).startsWith("rolegate: ").contains(line.said(), "See: rolegate");
      assertThat(typed.err().lines()).hasSize(2);
      assertThat(typed.code()).isEqualTo(2);
      assertThat(typed.out()).isEmpty();
      assertThat(service.asked()).isEmpty();
    }
  }

  @Test
  void aReasonIsTakenAsItIs() {
    try (var service = new StubService().answering(200, "{}")) {
      assertThat(Typed.at(service, "key rotate --reason @/etc/hostname").code()).isZero();
      assertThat(service.asked().getFirst().body()).contains("\"@/etc/hostname\"");
    }
  }

  @Test
  void everyCommandExplainsItselfWithAnExampleThatParses() {
    var all = all(tree());
    assertThat(all).hasSizeGreaterThan(15);
    assertThat(all).allSatisfy(UsageTest::explainsItself);
  }

  @Test
  void aShellLearnsToComplete() {
    try (var service = new StubService()) {
      var typed = Typed.at(service, "completion");
      assertThat(typed.code()).isZero();
      assertThat(typed.out()).startsWith("#!/usr/bin/env bash").contains("rotate-secret");
    }
  }

  private static void explainsItself(CommandLine command) {
    var name = command.getCommandSpec().qualifiedName();
    var help = command.getUsageMessage();
    assertThat(help).contains("Usage: " + name, "Example", "Exit codes:", "  3   the service");
    var examples = help.lines().map(String::strip).filter(line -> line.startsWith("rolegate "));
    assertThat(examples)
        .as(name)
        .isNotEmpty()
        .allSatisfy(example -> {
          var words = Typed.words(example).subList(1, Typed.words(example).size());
          assertThat(example).startsWith(name);
          tree().parseArgs(words.toArray(String[]::new));
        });
  }

  private static CommandLine tree() {
    return Rolegate.commandLine(Typed.nowhere());
  }

  private static List<CommandLine> all(CommandLine command) {
    var all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(one -> all.addAll(all(one)));
    return all;
  }
}
