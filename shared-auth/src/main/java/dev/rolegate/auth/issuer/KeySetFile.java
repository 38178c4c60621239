package dev.rolegate.auth.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.config.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good key set of one issuer on disk, for a start while the issuer is away. A file that is
 * not wholly what we wrote for this issuer counts as none. Used by one thread at a time.
 */
final class KeySetFile {
  private static final Logger log = LoggerFactory.getLogger(KeySetFile.class);
  private static final String UNUSED = "The kept keys {} are not used: {}";

  private final Path file;
  private final String issuer;
  private final SigningAlgorithm algorithm;

  KeySetFile(Path file, String issuer, SigningAlgorithm algorithm) {
    this.file = file;
    this.issuer = issuer;
    this.algorithm = algorithm;
  }

  /** A key set and when the issuer gave it. */
  record Kept(JwkSet set, Instant obtainedAt) {}

  /** What is kept, or null; the log says why not. */
  @Nullable Kept read() {
    try {
      if (!Files.isRegularFile(file)) {
        return null;
      }
      if (PrivateFiles.isWritableByOthers(file)) {
        log.warn(UNUSED, file, "others may write the file; remove it");
        return null;
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(StrictJson.LONGEST_KEY_DOCUMENT + 1);
      }
      if (StrictJson.KEY_DOCUMENT.read(bytes) instanceof StrictJson.Reading.Read(var document)) {
        return read(document);
      }
      log.warn(UNUSED, file, "the file is damaged");
    } catch (IOException e) {
      log.warn(UNUSED, file, "the file cannot be read", e);
    }
    return null;
  }

  private @Nullable Kept read(ObjectNode document) {
    if (!document.path("issuer").asText().equals(issuer)) {
      log.warn(UNUSED, file, "they are of another issuer");
      return null;
    }
    try {
      var obtainedAt = Instant.parse(document.path("obtained_at").asText());
      if (JwkSet.read(document, algorithm) instanceof JwkSet.Reading.Read(var set)
          && !set.keys().isEmpty()) {
        return new Kept(set, obtainedAt);
      }
    } catch (DateTimeException e) {
      // We never write such a time: damaged, like the rest below.
    }
    log.warn(UNUSED, file, "the file is damaged, or its keys do not verify " + algorithm);
    return null;
  }

  /** Keeps a set; a failure only costs the next start during an outage, so the log is told. */
  void write(Kept kept) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("issuer", issuer).put("obtained_at", kept.obtainedAt().toString());
    document.set("keys", kept.set().json());
    try {
      PrivateFiles.replace(file, document.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.warn("The keys of {} cannot be kept in {}", issuer, file, e);
    }
  }
}
