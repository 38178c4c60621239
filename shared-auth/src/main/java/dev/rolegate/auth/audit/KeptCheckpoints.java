package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one audit that were kept elsewhere, one by one in the order of the lines they
 * saw. The file may hold those of other audits, told apart by their keys, and lines that are none,
 * as a log does. Not thread-safe.
 */
final class KeptCheckpoints {
  private static final int MOST_OTHER_KEYS = 20;

  private final BoundedLines lines;
  private final @Nullable AuditKey key;
  private final Findings findings;
  private final Map<String, Checkpoint> others = new LinkedHashMap<>();
  private @Nullable Checkpoint last;

  /**
   * @param key null when nobody here knows it; then the file may hold those of one audit only
   */
  KeptCheckpoints(BoundedLines lines, @Nullable AuditKey key, Findings findings) {
    this.lines = lines;
    this.key = key;
    this.findings = findings;
  }

  /** The next one of this audit, or null at the end. */
  @Nullable Checkpoint next() throws IOException {
    for (var line = lines.next(); line != null; line = lines.next()) {
      var kept = Checkpoint.find(new String(line.bytes, UTF_8));
      if (kept != null && isOfThisAudit(kept, line.number) && !isEarlier(kept, line.number)) {
        last = kept;
        return kept;
      }
    }
    return null;
  }

  /** Why nothing can be said against these, once all were read; null when something can. */
  @Nullable String refusal() {
    if (key == null && !others.isEmpty()) {
      return "holds checkpoints of several keys, and without audit.key nobody can tell which are of"
          + " this audit; leave only those: "
          + otherKeys();
    }
    if (last != null) {
      return null;
    }
    return key == null || others.isEmpty()
        ? "holds no checkpoint; keep them whole, as they were written"
        : "holds no checkpoint of this audit, whose key is %s; was audit.key replaced? It holds %s"
            .formatted(key.id(), otherKeys());
  }

  /** Notes whose checkpoints were passed over: a key that nobody knows is worth a question. */
  void noteOthers() {
    if (!others.isEmpty()) {
      findings.note("anchors: passed over those of other keys: " + otherKeys());
    }
  }

  private boolean isOfThisAudit(Checkpoint kept, long line) {
    var own = key != null ? key.id() : last != null ? last.key() : kept.key();
    if (!kept.key().equals(own)) {
      if (others.size() < MOST_OTHER_KEYS || others.containsKey(kept.key())) {
        others.put(kept.key(), kept);
      }
      return false;
    }
    if (key != null && !key.signed(kept)) {
      // Whoever may send there may send this; it takes nothing away from the others.
      findings.note("anchors, line " + line + ": its signature does not fit, and is passed over");
      return false;
    }
    return true;
  }

  /** An audit only grows, and what arrives late is older. */
  private boolean isEarlier(Checkpoint kept, long line) {
    if (last == null || kept.at().seq() >= last.at().seq()) {
      return false;
    }
    if (kept.time().compareTo(last.time()) > 0) {
      findings.add(
          Finding.In.ANCHORS,
          line,
          "at %s the audit ended with number %d, after number %d was seen at %s: its end was cut"
              .formatted(kept.time(), kept.at().seq(), last.at().seq(), last.time()));
    }
    return true;
  }

  private String otherKeys() {
    return others.values().stream()
        .map(kept -> "%s (up to number %d, %s)".formatted(kept.key(), kept.at().seq(), kept.time()))
        .collect(Collectors.joining(", "));
  }
}
