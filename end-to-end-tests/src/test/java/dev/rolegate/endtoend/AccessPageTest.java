package dev.rolegate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.ToolShape;
import dev.rolegate.auth.config.Env;
import dev.rolegate.cli.Rolegate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * For every role (also none, and one that the policy does not know), server, tool and transport:
 * listed, callable, what {@code can-i} says and what {@code docs/access.md} says are one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessPageTest {
  private static final String PAGE = "docs/access.md";
  private final AccessPolicy policy = AccessPolicy.load(Repository.file("access-policy.yaml"));
  private Deployment deployment;

  @BeforeAll
  void start() {
    deployment = Deployment.start(SigningAlgorithm.HS256);
  }

  @AfterAll
  void stop() {
    deployment.close();
  }

  @Test
  void thePageIsWhatThePolicyAndTheToolsSay() throws IOException {
    var tools = new HashMap<String, List<ToolShape>>();
    for (var server : Server.values()) {
      tools.put(server.toString(), deployment.shapes(server));
    }
    var written = AccessPage.write(policy, tools);
    if (Boolean.getBoolean("rolegate.write")) {
      Files.writeString(Repository.file(PAGE), written);
    }
    assertThat(Files.readString(Repository.file(PAGE)))
        .as(PAGE + " is stale; run this test with -Drolegate.write=true")
        .isEqualTo(written);
  }

  @TestFactory
  List<DynamicTest> listedIsCallableIsWhatCanISaysIsOnThePage() throws IOException {
    var page = Files.readString(Repository.file(PAGE));
    var roles = new ArrayList<@Nullable String>(policy.roles());
    roles.add("Intern");
    roles.add("manager");
    roles.add(null);
    var tests = new ArrayList<DynamicTest>();
    for (var role : roles) {
      for (var server : Server.values()) {
        for (var transport : Transport.values()) {
          tests.add(
              DynamicTest.dynamicTest(
                  role + " at " + server + transport, () -> check(page, role, server, transport)));
        }
      }
    }
    return tests;
  }

  private void check(String page, @Nullable String role, Server server, Transport transport) {
    var all = policy.tools(server.toString());
    var onPage = onPage(page, role, server);
    var token = deployment.signing().of("probe", role, deployment.resource(server)).mint();
    var allowed = new HashSet<String>();
    for (var tool : all) {
      if (canI(role, server, tool)) {
        allowed.add(tool);
      }
    }
    assertThat(allowed).as("can-i and the page").isEqualTo(onPage);
    var url = deployment.url(server);
    if (policy.serversAdmitting(role).contains(server.toString())) {
      try (var session = transport.open(url, token)) {
        var callable = new HashSet<String>();
        for (var tool : all) {
          var text = Rpc.text(session.result(tool, "{}"));
          if (!text.contains("may not use " + tool)) {
            callable.add(tool);
          }
        }
        assertThat(Set.copyOf(session.toolNames())).as("listed").isEqualTo(allowed);
        assertThat(callable).as("callable").isEqualTo(allowed);
      }
    } else {
      assertThat(transport.refusal(url, token).status()).isEqualTo(403);
      assertThat(allowed).isEmpty();
    }
  }

  private static boolean canI(@Nullable String role, Server server, String tool) {
    var args = new ArrayList<>(List.of("can-i", "--server", server.toString(), "--tool", tool));
    if (role != null) {
      args.addAll(List.of("--role", role));
    }
    args.addAll(List.of("--policy", Repository.file("access-policy.yaml").toString()));
    var out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    var code = Rolegate.run(args, Env.of(Map.of()), InputStream.nullInputStream(), out, out);
    assertThat(code).isIn(0, 1);
    return code == 0;
  }

  /** The tools in whose row of the server's table the role's cell begins with yes. */
  private Set<String> onPage(String page, @Nullable String role, Server server) {
    var column = role == null ? -1 : policy.roles().indexOf(role);
    var section = page.substring(page.indexOf("\n## " + server + "\n"));
    var tools = new HashSet<String>();
    for (var line :
        section.substring(1).lines().skip(1).takeWhile(l -> !l.startsWith("## ")).toList()) {
      var cells = List.of(line.split("\\|", -1));
      var named = cells.size() > 2 ? cells.get(1).strip().replace("`", "") : "";
      if (column >= 0
          && policy.tools(server.toString()).contains(named)
          && cells.get(2 + column).strip().startsWith("yes")) {
        tools.add(named);
      }
    }
    return tools;
  }
}
