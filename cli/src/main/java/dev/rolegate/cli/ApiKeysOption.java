package dev.rolegate.cli;

import dev.rolegate.auth.apikey.ApiKey;
import dev.rolegate.auth.apikey.ApiKeyDocument;
import dev.rolegate.auth.apikey.ApiKeyFile;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.text.NearMatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which file of API keys is meant, and what is done to it. No service is asked. */
final class ApiKeysOption {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "the file of the API keys (default: API_KEYS_FILE, or $DATA_DIR/shared/api-keys.json)")
  private @Nullable Path file;

  /** An edit that must not be made; says why. */
  static final class NotDone extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotDone(String sentence) {
      super(sentence, null, false, false);
    }
  }

  Path path(Terminal terminal) {
    var named = terminal.variable(ApiKeyFile.SETTING);
    return file != null
        ? file
        : Path.of(named == null ? DataFolder.file(terminal, "shared/api-keys.json") : named);
  }

  /** The entries as they are. */
  List<ApiKey> read(Terminal terminal) {
    return entries(open(terminal).read());
  }

  /**
   * Changes the entries while nobody else does.
   *
   * @param edit throws {@link NotDone} to change nothing
   * @return null: it was done
   */
  Answer.@Nullable Failed change(Terminal terminal, UnaryOperator<List<ApiKey>> edit) {
    var file = open(terminal);
    try {
      var _ = entries(file.change(edit));
      return null;
    } catch (NotDone e) {
      return new Answer.Failed(Exit.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Answer.Failed(
          Exit.REFUSED,
          file.path() + " cannot be written; are the file and its folder yours to write?");
    }
  }

  private ApiKeyFile open(Terminal terminal) {
    return new ApiKeyFile(path(terminal), new Settings(terminal.env()));
  }

  private static List<ApiKey> entries(ApiKeyDocument.Reading reading) {
    return switch (reading) {
      case ApiKeyDocument.Reading.Read(var keys) -> keys;
      case ApiKeyDocument.Reading.Refused(var problems) ->
          throw new WrongUsage(String.join("; ", problems));
    };
  }

  /** Of a list of entries those with a name, the oldest first; there must be some. */
  static List<ApiKey> named(String keyId, List<ApiKey> keys) {
    var named = keys.stream().filter(key -> key.keyId().equals(keyId)).toList();
    if (named.isEmpty()) {
      var names = keys.stream().map(ApiKey::keyId).toList();
      throw new NotDone("there is no API key " + keyId + NearMatch.suggestion(keyId, names));
    }
    return named;
  }
}
