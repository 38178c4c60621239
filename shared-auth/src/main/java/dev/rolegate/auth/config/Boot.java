package dev.rolegate.auth.config;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a service for {@code main}. Exit codes: 2 for a refused start, after every problem on
 * stderr, one a line; 1 for any other failure; 143 after SIGTERM, once the service has closed.
 */
public final class Boot {
  private final String service;
  private final PrintStream err;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  Boot(String service, PrintStream err) {
    this.service = service;
    this.err = err;
  }

  /**
   * Starts the service and stays until it is stopped; does not return.
   *
   * @param start reads the configuration, starts, and returns what is to be closed at the end
   */
  public static void run(String service, Callable<? extends AutoCloseable> start) {
    Logging.start(LogFormat.from(new Settings(Env.system())));
    System.exit(new Boot(service, System.err).run(start, Runtime.getRuntime()::addShutdownHook));
  }

  /** How the end of the process is heard of. */
  interface AtExit {
    void run(Thread hook);
  }

  int run(Callable<? extends AutoCloseable> start, AtExit atExit) {
    // Before the start, so that a signal in the middle of it still ends in a close.
    atExit.run(new Thread(this::stop, "stop"));
    try {
      var running = start.call();
      stopping.await();
      close(running);
      return 0;
    } catch (StartRefused refused) {
      refused.problems().forEach(problem -> err.println(service + ": " + problem));
      return 2;
    } catch (Throwable e) {
      log().error("{} cannot run", service, e);
      err.println(service + ": stopped by an error of its own; the log has the cause");
      return 1;
    } finally {
      stopped.countDown();
    }
  }

  /** The process ends when this returns, so it waits for the close. */
  private void stop() {
    stopping.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      log().error("{} did not stop cleanly", service, e);
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Boot.class);
  }
}
