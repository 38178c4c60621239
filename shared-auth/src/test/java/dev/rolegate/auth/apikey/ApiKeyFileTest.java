package dev.rolegate.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who else may write the file could be anybody; who writes it loses nothing. */
class ApiKeyFileTest {
  @TempDir Path folder;
  private TestApiKeys keys;

  @BeforeEach
  void name() {
    keys = TestApiKeys.in(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "rw-rw----, may be written by others",
    "rw----rw-, may be written by others",
    "rw-----w-, may be written by others",
    "rw-r--r--, may be read by others",
  })
  void aFileThatOthersCanChangeOrReadIsRefused(String mode, String why) throws IOException {
    keys.put(keys.entry(TestApiKeys.key(1), "a", "Officer", "hr"));
    Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString(mode));
    assertThat(problems(keys.file().read())).singleElement().asString().contains(why);
    assertThat(problems(keys.file().change(before -> List.of()))).hasSize(1);
    var any = new ApiKeyFile(keys.path(), new Settings(Env.of(Map.of("SECRET_FILE_MODE", "any"))));
    assertThat(problems(any.read())).isEmpty();
  }

  @Test
  void withoutAFileTheStartIsToldWhatMakesOne() {
    var settings = new Settings(Env.of(Map.of("API_KEYS_FILE", keys.path().toString())));
    ApiKeyFile.from(settings);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith("API_KEYS_FILE: " + keys.path() + " does not exist; this makes it")
        .contains("rolegate apikey add ID --sub SUBJECT");
    var unset = new Settings(Env.of(Map.of()));
    assertThat(ApiKeyFile.from(unset)).isNull();
    assertThat(unset.problems()).isEmpty();
  }

  @Test
  void aFolderOrAnEmptyFileIsNone() throws IOException {
    Files.createDirectory(keys.path());
    assertThat(problems(keys.file().read()).getFirst()).contains("is not a regular file");
    Files.delete(keys.path());
    Files.createFile(
        keys.path(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertThat(problems(keys.file().read()).getFirst()).contains("is empty");
  }

  @Test
  void isMadeForItsUserAloneAndKeepsTheModeThatItWasGiven() throws IOException {
    keys.put(keys.entry(TestApiKeys.key(1), "a", "Officer", "hr"));
    assertThat(mode(keys.path())).isEqualTo("rw-------");
    Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString("rw-r-----"));
    keys.put();
    assertThat(mode(keys.path())).isEqualTo("rw-r-----");
    try (var left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .as("no draft is left")
          .containsExactlyInAnyOrder("api-keys.json", ".api-keys.json.lock");
    }
  }

  @Test
  void aLinkStaysOne() throws IOException {
    var real = new TestApiKeys(folder.resolve("real.json"), keys.now());
    real.put();
    Files.createSymbolicLink(keys.path(), real.path());
    keys.put(keys.entry(TestApiKeys.key(1), "a", "Officer", "hr"));
    assertThat(keys.path()).isSymbolicLink();
    assertThat(((ApiKeyDocument.Reading.Read) real.file().read()).keys()).hasSize(1);
  }

  @Test
  void whatAServerWouldNotReadIsNotWritten() throws IOException {
    keys.put(keys.entry(TestApiKeys.key(1), "a", "Officer", "hr"));
    var before = Files.readString(keys.path());
    assertThat(
            problems(
                keys.file()
                    .change(
                        all -> List.of(keys.entry(TestApiKeys.key(1), "a b", "Officer", "hr")))))
        .singleElement()
        .asString()
        .startsWith("API_KEYS_FILE: " + keys.path() + ": keys[0].key_id must be");
    assertThatThrownBy(() ->
            keys.file()
                .change(all -> {
                  throw new IllegalStateException("changed its mind");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Files.readString(keys.path())).isEqualTo(before);
  }

  @Test
  void manyWhoWriteAtOnceLoseNothing() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, 40)
              .mapToObj(i ->
                  threads.submit(() ->
                      keys.change(before -> {
                        var more = new ArrayList<>(before);
                        more.add(keys.entry(TestApiKeys.key(i), "k" + i, null, "hr"));
                        return more;
                      })))
              .toList();
      for (var one : all) {
        one.get();
      }
    }
    assertThat(((ApiKeyDocument.Reading.Read) keys.file().read()).keys()).hasSize(40);
  }

  private static List<String> problems(ApiKeyDocument.Reading reading) {
    return reading instanceof ApiKeyDocument.Reading.Refused(var problems) ? problems : List.of();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
