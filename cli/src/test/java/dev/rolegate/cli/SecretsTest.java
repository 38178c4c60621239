package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Secrets and keys on their way in and out. */
class SecretsTest {
  private static final String ADDED =
      "{\"client\":{\"client_id\":\"x\",\"enabled\":true},\"secret\":\"s3cret\"}";
  private static final String ROTATED =
      "{\"secret\":\"s3cret\",\"secret_id\":\"2\",\"older_secret_not_after\":\"2026-12-01T00:00:00Z\"}";
  private static final String ADD = "client add x --reason y ";

  @TempDir Path folder;

  private final StubService service = new StubService();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void isShownOnceBesideTheClient() {
    var typed = Typed.at(service.answering(201, ADDED), ADD);
    assertThat(typed)
        .isEqualTo(new Typed(0, "client_id  x\nenabled    true\nsecret     s3cret\n", ""));
  }

  @Test
  void standsAloneOnStdoutWhenAskedFor() {
    service.answering(201, ADDED);
    for (var option : List.of("--secret-only", "--quiet", "-q", "--secret-only --json")) {
      assertThat(Typed.at(service, ADD + option)).isEqualTo(new Typed(0, "s3cret\n", ""));
    }
    service.answering(200, ROTATED);
    assertThat(Typed.at(service, "client rotate-secret x --reason y -q").out())
        .isEqualTo("s3cret\n");
  }

  @Test
  void goesIntoANewFileOfItsOwnerAndNotToStdout() throws IOException {
    var file = folder.resolve("x.secret");
    var typed = Typed.at(service.answering(201, ADDED), ADD + "--secret-file " + file);
    assertThat(typed.code()).as(typed.err()).isZero();
    assertThat(typed.out()).doesNotContain("s3cret").contains("secret_file  " + file);
    assertThat(Files.readString(file)).isEqualTo("s3cret\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Typed.at(service, ADD + "--json --secret-file " + folder.resolve("y")).out())
        .doesNotContain("s3cret");
  }

  @Test
  void replacesNoFileAndIsThenNotAskedFor() throws IOException {
    var file = Files.writeString(folder.resolve("x.secret"), "older");
    var typed = Typed.at(service.answering(201, ADDED), ADD + "--secret-file " + file);
    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).contains("exists, and a secret is not replaced");
    assertThat(Files.readString(file)).isEqualTo("older");
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void leavesNoFileWhenItIsRefused() {
    var file = folder.resolve("x.secret");
    service.answering(409, "{\"error\":\"conflict\",\"error_description\":\"There is one.\"}");
    assertThat(Typed.at(service, ADD + "--secret-file " + file).code()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void isMissedWhenTheServiceMadeNone() {
    var file = folder.resolve("x.secret");
    service.answering(201, "{\"client\":{}}").answering(201, "{\"secret\":\"a\\u001bb\"}");
    assertThat(Typed.at(service, ADD + "-q"))
        .isEqualTo(new Typed(1, "", "rolegate: it was done, but the service made no secret\n"));
    assertThat(Typed.at(service, ADD + "--secret-file " + file).code()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void isImportedFromAFileOrFromStdin() throws IOException {
    service.answering(201, "{\"client\":{}}");
    var file = Files.writeString(folder.resolve("old"), "of another system\n");
    assertThat(Typed.at(service, ADD + "--import-secret-file " + file).code()).isZero();
    assertThat(Typed.piped(service, "of another system", ADD + "--import-secret-file -").code())
        .isZero();
    assertThat(service.asked())
        .hasSize(2)
        .allMatch(asked -> asked.body().contains("\"secret\":\"of another system\""));
  }

  @Test
  void isNotBothImportedAndHandedOver() throws IOException {
    var file = Files.writeString(folder.resolve("old"), "of another system\n");
    var typed = Typed.at(service.answering(201, "{}"), ADD + "-q --import-secret-file " + file);
    assertThat(typed.code()).isEqualTo(2);
    assertThat(service.asked()).isEmpty();
  }

  record Keys(String json, String sent) {}

  static final List<Keys> keySets =
      List.of(
          new Keys("{\"keys\":[{\"kty\":\"EC\",\"x\":\"a\"}]}", "[{\"kty\":\"EC\",\"x\":\"a\"}]"),
          new Keys("{\"kty\":\"RSA\",\"n\":\"a\"}", "[{\"kty\":\"RSA\",\"n\":\"a\"}]"),
          new Keys("{\"keys\":[{\"kty\":\"EC\",\"d\":\"a\"}]}", "holds a private key"),
          new Keys("{\"kty\":\"RSA\",\"p\":\"a\"}", "holds a private key"),
          new Keys("{\"kty\":\"oct\",\"k\":\"a\"}", "holds a private key"),
          new Keys("{\"keys\":[]}", "holds no keys"),
          new Keys("{\"keys\":[1]}", "holds no keys"),
          new Keys("{}", "holds no keys"),
          new Keys("-----BEGIN PUBLIC KEY-----", "holds no JSON object"));

  @ParameterizedTest
  @FieldSource("keySets")
  void onlyPublicKeysAreSent(Keys keys) throws IOException {
    var file = Files.writeString(folder.resolve("jwks"), keys.json());
    var typed = Typed.at(service.answering(201, "{\"client\":{}}"), ADD + "--jwks " + file);
    if (keys.sent().startsWith("[")) {
      assertThat(typed.code()).as(typed.err()).isZero();
      assertThat(service.asked().getFirst().body()).contains("\"jwks\":" + keys.sent());
    } else {
      assertThat(typed.code()).isEqualTo(2);
      assertThat(typed.err()).contains(keys.sent());
      assertThat(service.asked()).isEmpty();
    }
  }
}
