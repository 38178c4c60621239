package dev.rolegate.auth.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an audit file from the command line. Exit codes: 0 intact, 1 tampered, 2 when it could
 * not be verified.
 */
public final class VerifyAudit {
  private static final String USAGE = "usage: audit-verify FILE [--anchor FILE]";
  private static final int LARGEST_ANCHOR = 64 * 1024;

  private final PrintStream out;

  VerifyAudit(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    System.exit(new VerifyAudit(out).run(List.of(args)));
  }

  int run(List<String> args) {
    var anchored = args.size() == 3 && args.get(1).equals("--anchor");
    if (!anchored && args.size() != 1) {
      return cannot(USAGE);
    }
    try {
      Checkpoint anchor = null;
      if (anchored) {
        anchor = anchor(Path.of(args.get(2)));
        if (anchor == null) {
          return cannot(
              args.get(2) + ": its last line is no checkpoint; keep one whole, as it was written");
        }
      }
      var report = AuditVerifier.verify(Path.of(args.getFirst()), anchor);
      report.sentences().forEach(out::println);
      return report.intact() ? 0 : 1;
    } catch (IOException e) {
      return cannot(args.getFirst() + ": cannot be read; is it there, and yours to read?");
    }
  }

  private static @Nullable Checkpoint anchor(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var lines = new String(in.readNBytes(LARGEST_ANCHOR), UTF_8).strip().lines().toList();
      return lines.isEmpty() ? null : Checkpoint.parse(lines.getLast().strip());
    }
  }

  private int cannot(String why) {
    out.println(why);
    return 2;
  }
}
