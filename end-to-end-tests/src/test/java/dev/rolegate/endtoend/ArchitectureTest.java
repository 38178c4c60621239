package dev.rolegate.endtoend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.config.Boot;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The arrows of the architecture, and who alone may do what. */
class ArchitectureTest {
  private static final String AUTH = "dev.rolegate.auth..";
  private static final String AUTH_HTTP = "dev.rolegate.auth.http..";
  private static final String TOKEN = "dev.rolegate.token..";
  private static final String KIT = "dev.rolegate.mcp..";
  private static final String DATABASE = "dev.rolegate.database..";
  private static final String CLI = "dev.rolegate.cli..";
  private static final String EXAMPLES = "dev.rolegate.examples..";
  private static final String AGENT = "dev.rolegate.agent..";
  private static final String[] DOMAINS = {
    "dev.rolegate.hr..", "dev.rolegate.project..", "dev.rolegate.crm..", EXAMPLES
  };

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // The fixtures that modules share come as jars, too.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.rolegate");

  private static final String[] WEB = {
    "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..", "com.sun.net.httpserver.."
  };

  static final List<ArchRule> arrows =
      List.of(
          noClasses()
              .that(resideInAPackage(AUTH).and(DescribedPredicate.not(resideInAPackage(AUTH_HTTP))))
              .should()
              .dependOnClassesThat(resideInAnyPackage(WEB).or(resideInAPackage(AUTH_HTTP)))
              .as("auth decides and knows no HTTP server: auth.http depends on auth, never back"),
          noClasses()
              .that(
                  resideInAPackage(AUTH)
                      .and(
                          DescribedPredicate.not(
                              resideInAnyPackage(
                                  AUTH_HTTP,
                                  "dev.rolegate.auth.issuer..",
                                  "dev.rolegate.auth.anchor..",
                                  "dev.rolegate.auth.revocation.."))))
              .should()
              .dependOnClassesThat(resideInAPackage("java.net.http.."))
              .as(
                  "auth fetches nothing, except what an issuer publishes or revokes, and sends"
                      + " nothing, except checkpoints to be kept where nobody here can change them"),
          noClasses()
              .that(resideInAPackage(AUTH))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(DATABASE, TOKEN, KIT, CLI, AGENT)
                      .or(resideInAnyPackage(DOMAINS)))
              .as("shared-auth depends on no other room"),
          noClasses()
              .that(resideInAPackage(DATABASE))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(AUTH_HTTP, "dev.rolegate.auth.issuer..", TOKEN, KIT, CLI)
                      .or(resideInAnyPackage(DOMAINS))
                      .or(resideInAnyPackage(WEB)))
              .as("the database knows no service and no HTTP"),
          noClasses()
              .that(resideInAPackage(TOKEN))
              .should()
              .dependOnClassesThat(resideInAPackage(KIT).or(resideInAnyPackage(DOMAINS)))
              .as("the token service depends on shared-auth and the database only"),
          noClasses()
              .that(resideInAPackage(KIT))
              .should()
              .dependOnClassesThat(resideInAPackage(TOKEN).or(resideInAnyPackage(DOMAINS)))
              .as("the kit knows no domain and no token service"),
          slices()
              .matching("dev.rolegate.(token|hr|project|crm|examples|cli)..")
              .should()
              .notDependOnEachOther()
              .as("services and the command meet on the wire, never in code"),
          noClasses()
              .that(resideInAPackage(CLI))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(
                          AUTH_HTTP, "dev.rolegate.auth.issuer..", DATABASE, KIT, "com.auth0..")
                      .or(resideInAnyPackage(WEB)))
              .as("the command depends on shared-auth and the agent only, and serves nothing"),
          noClasses()
              .that(resideInAPackage(AGENT))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(
                          AUTH_HTTP,
                          "dev.rolegate.auth.issuer..",
                          "dev.rolegate.auth.revocation..",
                          DATABASE,
                          TOKEN,
                          KIT,
                          "com.auth0..")
                      .or(resideInAnyPackage(DOMAINS))
                      .or(resideInAnyPackage(WEB)))
              .as("the agent is a caller: it knows texts and settings, and no service"),
          noClasses()
              .that(DescribedPredicate.not(resideInAnyPackage(AGENT, CLI)))
              .should()
              .dependOnClassesThat(resideInAPackage(AGENT))
              .as("nobody but the command depends on the agent"),
          noClasses()
              .that(DescribedPredicate.not(resideInAPackage(CLI)))
              .should()
              .dependOnClassesThat(resideInAnyPackage(CLI, "picocli.."))
              .as("nobody depends on the command"),
          noClasses()
              .that(resideInAnyPackage(DOMAINS))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(WEB)
                      .or(
                          resideInAnyPackage(
                              "com.auth0..",
                              "java.sql..",
                              "javax.sql..",
                              "com.zaxxer..",
                              "org.flywaydb..",
                              "dev.rolegate.auth.http..",
                              "dev.rolegate.auth.issuer..",
                              "dev.rolegate.mcp.transport..",
                              "dev.rolegate.mcp.protocol..")))
              .as("a domain serves no HTTP, and knows no JWT, no protocol and no SQL plumbing"),
          noClasses()
              .that(
                  resideInAnyPackage(DOMAINS)
                      .and(DescribedPredicate.not(resideInAPackage(EXAMPLES))))
              .should()
              .dependOnClassesThat(resideInAPackage("java.net.http.."))
              .as("a domain asks nobody; an example may ask a service that is not ours"),
          noClasses()
              .that(DescribedPredicate.not(resideInAPackage(DATABASE)))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "org.flywaydb.."))
              .as("only the database module sees the plumbing of databases"),
          noClasses()
              .that(
                  resideInAPackage(KIT)
                      .and(
                          DescribedPredicate.not(
                              resideInAnyPackage(
                                  "dev.rolegate.mcp.transport..", "dev.rolegate.mcp.approval.."))))
              .should()
              .dependOnClassesThat(resideInAnyPackage(WEB))
              .as("in the kit only the transports and the approval page see HTTP"),
          noClasses()
              .that(DescribedPredicate.not(resideInAPackage(AGENT)))
              .should()
              .dependOnClassesThat(resideInAPackage("io.modelcontextprotocol.."))
              .as("only the agent knows the MCP SDK, whose client it is"),
          noClasses()
              .should()
              .dependOnClassesThat(resideInAnyPackage("reactor..", "org.reactivestreams.."))
              .as("no reactive type in our code"),
          noClasses()
              .that(DescribedPredicate.not(resideInAPackage("dev.rolegate.agent.chat..")))
              .should()
              .dependOnClassesThat(resideInAPackage("dev.langchain4j.."))
              .as("only the chat knows language models"),
          noClasses()
              .that(DescribedPredicate.not(resideInAnyPackage(AUTH, TOKEN)))
              .should()
              .dependOnClassesThat(resideInAPackage("com.auth0.."))
              .as("only shared-auth and the token service know JWTs"),
          noClasses()
              .that(DescribedPredicate.not(resideInAPackage(TOKEN)))
              // Signs a fixed probe, to tell whether a TLS key belongs to its certificate.
              .and()
              .doNotHaveFullyQualifiedName("dev.rolegate.auth.http.TlsKey")
              // Signs with keys that nobody trusts, to see it refused.
              .and()
              .doNotHaveFullyQualifiedName("dev.rolegate.cli.verify.ForeignKeys")
              // Signs as a client, with the client's own key (RFC 7523).
              .and()
              .doNotHaveFullyQualifiedName("dev.rolegate.agent.ClientAssertion")
              .should()
              .callMethod(com.auth0.jwt.JWT.class, "create")
              .orShould()
              .dependOnClassesThat(belongToAnyOf(com.auth0.jwt.JWTCreator.class))
              .orShould()
              .callMethod(com.auth0.jwt.algorithms.Algorithm.class, "sign", byte[].class)
              .orShould()
              .callMethod(
                  com.auth0.jwt.algorithms.Algorithm.class, "sign", byte[].class, byte[].class)
              .orShould()
              .callMethod(java.security.Signature.class, "initSign", java.security.PrivateKey.class)
              .orShould()
              .dependOnClassesThat(belongToAnyOf(java.security.KeyPairGenerator.class))
              .as("nobody but the token service signs"),
          noClasses()
              .that(DescribedPredicate.not(belongToAnyOf(Boot.class)))
              .and()
              .resideOutsideOfPackage(CLI)
              .should(ACCESS_STANDARD_STREAMS)
              .as("nobody prints, except a refused start and the command"),
          noClasses()
              .should()
              .callMethod(Thread.class, "sleep", long.class)
              .orShould()
              .callMethod(Thread.class, "sleep", java.time.Duration.class)
              .as("nobody sleeps"),
          classes()
              .should()
              .haveNameNotMatching(
                  ".*(Util|Utils|Helper|Manager|Impl|Common|Base|Info|Processor)(\\$.*)?")
              .as("names are words of the domain"));

  @ParameterizedTest
  @FieldSource("arrows")
  void holds(ArchRule rule) {
    rule.check(MAIN);
  }

  @Test
  void everyRoomIsLookedAt() {
    assertThat(
            MAIN.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.replaceFirst("(dev\\.rolegate\\.[a-z]+).*", "$1")))
        .contains(
            "dev.rolegate.auth",
            "dev.rolegate.database",
            "dev.rolegate.token",
            "dev.rolegate.mcp",
            "dev.rolegate.hr",
            "dev.rolegate.project",
            "dev.rolegate.crm",
            "dev.rolegate.examples",
            "dev.rolegate.agent",
            "dev.rolegate.cli")
        .doesNotContain("dev.rolegate.endtoend");
    assertThat(MAIN.contain("dev.rolegate.auth.TestTokens")).isFalse();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(
            one -> assertThat(one.isAnnotatedWith(NullMarked.class)).as(nameOf(one)).isTrue());
  }

  /** Holding a Caller is the proof that verification happened. */
  @Test
  void onlyTheVerifierMakesCallers() {
    assertThat(Caller.class.getDeclaredConstructors())
        .noneMatch(made -> Modifier.isPublic(made.getModifiers()))
        .noneMatch(made -> Modifier.isProtected(made.getModifiers()));
    assertThat(Modifier.isFinal(Caller.class.getModifiers())).isTrue();
    assertThat(MAIN.get(Caller.class).getConstructorCallsToSelf())
        .isNotEmpty()
        .allSatisfy(call ->
            assertThat(call.getOriginOwner().getName())
                .isIn(
                    "dev.rolegate.auth.AccessTokenClaims",
                    "dev.rolegate.auth.ApiKeyCaller",
                    "dev.rolegate.auth.KeptCaller"));
    assertThat(MAIN.get("dev.rolegate.auth.ApiKeyCaller").getMethodCallsToSelf())
        .filteredOn(call -> call.getName().equals("of"))
        .isNotEmpty()
        .allSatisfy(call ->
            assertThat(call.getOriginOwner().getName())
                .as("who has compared a key, and nobody else")
                .isEqualTo("dev.rolegate.auth.apikey.KnownKeys"));
    assertThat(MAIN.get("dev.rolegate.auth.KeptCaller").getMethodCallsToSelf())
        .isNotEmpty()
        .allSatisfy(call ->
            assertThat(call.getOriginOwner().getName())
                .as("callers are kept by what verified callers asked for, and nobody else")
                .isIn(
                    "dev.rolegate.auth.KeptCaller",
                    "dev.rolegate.mcp.change.ChangeRequests",
                    "dev.rolegate.mcp.change.KeptChange"));
  }

  /** Likewise of an approver. */
  @Test
  void onlyTheVerifierMakesApprovers() {
    assertThat(Approver.class.getDeclaredConstructors())
        .noneMatch(made -> Modifier.isPublic(made.getModifiers()))
        .noneMatch(made -> Modifier.isProtected(made.getModifiers()));
    assertThat(Modifier.isFinal(Approver.class.getModifiers())).isTrue();
    assertThat(MAIN.get(Approver.class).getConstructorCallsToSelf())
        .isNotEmpty()
        .allSatisfy(call ->
            assertThat(call.getOriginOwner().getName())
                .isEqualTo("dev.rolegate.auth.ApproverClaims"));
  }

  /** Or the rule that nobody else does would hold for a signature that nobody finds. */
  @Test
  void theTokenServiceSigns() {
    assertThat(MAIN.get("dev.rolegate.token.AccessTokens").getMethodCallsFromSelf())
        .anyMatch(call -> call.getTarget().getFullName().equals("com.auth0.jwt.JWT.create()"));
  }

  private static String nameOf(JavaPackage one) {
    return one.getName() + " has no @NullMarked package-info";
  }
}
