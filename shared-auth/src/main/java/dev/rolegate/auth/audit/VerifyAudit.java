package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an audit file offline: {@link #verify} for programs, {@link #main} for the command line.
 */
public final class VerifyAudit {
  private static final String USAGE = "usage: audit-verify FILE [--anchor FILE] [--json]";

  private VerifyAudit() {}

  /** Prints what was found; the exit code is that of the verdict. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), new FileOutputStream(FileDescriptor.out)));
  }

  static int run(List<String> args, OutputStream to) {
    var out = new PrintStream(to, true, UTF_8);
    var rest = new ArrayList<>(args);
    var json = rest.remove("--json");
    var anchored = rest.size() == 3 && rest.get(1).equals("--anchor");
    var verdict =
        anchored || rest.size() == 1
            ? verify(Path.of(rest.getFirst()), anchored ? Path.of(rest.get(2)) : null)
            : new AuditVerdict.NotVerified(USAGE);
    if (json) {
      out.println(verdict.json());
    } else {
      verdict.sentences().forEach(out::println);
    }
    return verdict.exitCode();
  }

  /**
   * Verifies a file with the checkpoints and the key beside it, also while it is written. Reads
   * each file once, in bounded memory, and writes nothing.
   *
   * @param anchors a file with checkpoints that were kept elsewhere, in the order in which they
   *     came: what was sent to {@code AUDIT_ANCHOR_URL}, lines of the checkpoint file, or a log.
   *     Every one of this audit is compared, those of other audits are passed over. Null: none;
   *     then an end that was cut together with its checkpoints is not found
   */
  public static AuditVerdict verify(Path audit, @Nullable Path anchors) {
    for (var file : anchors == null ? List.of(audit) : List.of(audit, anchors)) {
      if (!Files.isRegularFile(file)) {
        return new AuditVerdict.NotVerified(file + ": is no file; is the path right?");
      }
    }
    try {
      return AuditVerifier.verify(audit, anchors);
    } catch (AccessDeniedException e) {
      return new AuditVerdict.NotVerified(e.getFile() + ": is not yours to read");
    } catch (IOException e) {
      return new AuditVerdict.NotVerified(audit + ": cannot be read to its end; is the disk well?");
    }
  }
}
