package io.millrace.models.inference.serving;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The thread that looks for new versions; it does not keep the process alive. */
final class WatcherThread {

  private WatcherThread() {}

  static ScheduledExecutorService named(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
