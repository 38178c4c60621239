package dev.rolegate.auth.apikey;

import dev.rolegate.auth.config.PrivateFiles;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The file that lists the API keys. Who may write it could be anybody, so it is taken only when
 * nobody else can, as a secret's file is. Thread-safe.
 */
public final class ApiKeyFile {
  /** The setting that names it; without it there are no keys. */
  public static final String SETTING = "API_KEYS_FILE";

  /** Two threads of one process cannot wait for each other by a lock on a file. */
  private static final ReentrantLock WITHIN = new ReentrantLock();

  private final Path path;
  private final Settings settings;

  /**
   * @param settings say how far its mode is looked at
   */
  public ApiKeyFile(Path path, Settings settings) {
    this.path = path;
    this.settings = settings;
  }

  /** The file of {@code API_KEYS_FILE}, or null; that it does not read is noted as a problem. */
  public static @Nullable ApiKeyFile from(Settings settings) {
    if (settings.optional(SETTING) == null) {
      return null;
    }
    var file = new ApiKeyFile(settings.path(SETTING, Path.of("")), settings);
    if (file.read() instanceof ApiKeyDocument.Reading.Refused(var problems)) {
      problems.forEach(settings::problem);
    }
    return file;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** What its bytes are now. */
  sealed interface Content {
    record Bytes(Secret text) implements Content {}

    record Unreadable(List<String> problems) implements Content {}
  }

  Content content() {
    var now = settings.again();
    if (!Files.exists(path)) {
      return new Content.Unreadable(
          List.of(
              SETTING
                  + ": "
                  + path
                  + " does not exist; this makes it, with a first key: rolegate apikey add ID --sub"
                  + " SUBJECT --servers NAME --expires P90D --file "
                  + path));
    }
    var text = now.privateFile(SETTING, path, ApiKeyDocument.LARGEST);
    return text == null ? new Content.Unreadable(now.problems()) : new Content.Bytes(text);
  }

  /** Reads it as it is now; each problem names the file. */
  public ApiKeyDocument.Reading read() {
    return switch (content()) {
      case Content.Unreadable(var problems) -> new ApiKeyDocument.Reading.Refused(problems);
      case Content.Bytes(var text) -> parse(text);
    };
  }

  ApiKeyDocument.Reading parse(Secret text) {
    return switch (ApiKeyDocument.read(text.bytes())) {
      case ApiKeyDocument.Reading.Read read -> read;
      case ApiKeyDocument.Reading.Refused(var problems) -> refused(problems);
    };
  }

  private ApiKeyDocument.Reading.Refused refused(List<String> problems) {
    return new ApiKeyDocument.Reading.Refused(
        problems.stream().map(problem -> SETTING + ": " + path + ": " + problem).toList());
  }

  /**
   * Changes the entries while no other process does: on the disk before this returns, never seen
   * half written, with mode, owner and group of the file before, or 0600. A file that is missing
   * has no entries.
   *
   * @param edit is asked once, with what is there; it may throw to change nothing
   * @return the entries that are there now, or why nothing was changed
   * @throws IOException when the file or its folder cannot be written
   */
  public ApiKeyDocument.Reading change(UnaryOperator<List<ApiKey>> edit) throws IOException {
    var file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    var lock = PrivateFiles.folderFor(file).resolve("." + file.getFileName() + ".lock");
    WITHIN.lock();
    try (var channel =
            FileChannel.open(
                lock,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PrivateFiles.fileMode());
        var _ = channel.lock()) {
      var before = Files.exists(file) ? read() : new ApiKeyDocument.Reading.Read(List.<ApiKey>of());
      return switch (before) {
        case ApiKeyDocument.Reading.Refused refused -> refused;
        case ApiKeyDocument.Reading.Read(var keys) -> replace(file, edit.apply(keys));
      };
    } finally {
      WITHIN.unlock();
    }
  }

  /** Nothing is written that a server would not read. */
  private ApiKeyDocument.Reading replace(Path file, List<ApiKey> keys) throws IOException {
    var text = ApiKeyDocument.write(keys);
    return switch (ApiKeyDocument.read(text)) {
      case ApiKeyDocument.Reading.Refused(var problems) -> refused(problems);
      case ApiKeyDocument.Reading.Read read -> {
        PrivateFiles.replaceInPlace(file, text);
        yield read;
      }
    };
  }
}
