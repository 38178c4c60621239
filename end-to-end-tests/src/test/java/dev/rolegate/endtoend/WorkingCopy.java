package dev.rolegate.endtoend;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * A copy of the repository that a test may change, with what was built in it: times are kept, so
 * that only what is changed is built again.
 */
final class WorkingCopy {
  private static final Set<String> LEFT_OUT = Set.of(".git", ".rolegate", "secrets", "data");

  private WorkingCopy() {}

  /** Copies into a folder that is not there yet. */
  static Path into(Path copy) throws IOException {
    var top = Repository.file("");
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            var path = top.relativize(folder).toString();
            if (LEFT_OUT.contains(path)
                || path.equals("end-to-end-tests/target")
                || folder.endsWith("node_modules")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy.resolve(path));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var to = copy.resolve(top.relativize(file).toString());
            if (file.toString().contains("/maven-status/")) {
              // Maven notes the sources that it compiled by their full names.
              Files.writeString(to, Files.readString(file).replace(top + "/", copy + "/"));
            } else {
              Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return copy;
  }
}
