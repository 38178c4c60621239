package dev.rolegate.auth.audit;

import java.io.FileDescriptor;
import java.io.IOException;

/** What a file is forced to, so that a power failure takes nothing of it away. */
@FunctionalInterface
public interface Device {
  /** The one that the file lies on. */
  Device OF_THE_FILE = FileDescriptor::sync;

  /** Returns once everything that was written is there. */
  void force(FileDescriptor file) throws IOException;
}
