package dev.rolegate.agent;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * The agent's few threads. They are the platform's: virtual ones that wait while the SDK's classes
 * initialise each hold a carrier, and where there are two carriers everything stands still.
 */
final class Threads {
  private Threads() {}

  static ThreadFactory named(String name) {
    return Thread.ofPlatform().daemon().name("agent-" + name + "-", 0).factory();
  }

  /** A new thread for each task. */
  static Executor each(String name) {
    var threads = named(name);
    return task -> threads.newThread(task).start();
  }
}
