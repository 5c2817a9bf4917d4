package io.millrace.models.inference.serving;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The one pool of a process for a memory budget, open as long as somebody uses it. Its models are
 * watched by one thread, so they are loaded one after the other.
 */
final class SharedPool {
  private static final Map<MemoryBudget, SharedPool> POOLS = new HashMap<>();

  private final MemoryBudget budget;
  private final ModelPool models;
  private final ScheduledExecutorService watcher;
  private int users;

  private SharedPool(MemoryBudget budget) {
    this.budget = budget;
    this.models = new ModelPool(budget.bytes(), budget.keepLast());
    this.watcher = WatcherThread.named("model-watcher of " + budget);
  }

  /** The pool of this budget, with one more user. */
  static SharedPool join(MemoryBudget budget) {
    synchronized (POOLS) {
      SharedPool pool = POOLS.computeIfAbsent(budget, SharedPool::new);
      pool.users++;
      return pool;
    }
  }

  ModelPool models() {
    return models;
  }

  /** Watches the models of the pool. */
  ScheduledExecutorService watcher() {
    return watcher;
  }

  void leave() {
    synchronized (POOLS) {
      if (--users > 0) {
        return;
      }
      POOLS.remove(budget);
    }
    watcher.shutdownNow();
    models.close();
  }
}
