package io.millrace.models.inference.serving;

import java.util.HashMap;
import java.util.Map;

/** The one pool of a process for a memory budget, open as long as somebody uses it. */
final class SharedPool {
  private static final Map<MemoryBudget, SharedPool> POOLS = new HashMap<>();

  private final MemoryBudget budget;
  private final ModelPool models;
  private int users;

  private SharedPool(MemoryBudget budget) {
    this.budget = budget;
    this.models = new ModelPool(budget.bytes(), budget.keepLast());
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

  void leave() {
    synchronized (POOLS) {
      if (--users > 0) {
        return;
      }
      POOLS.remove(budget);
    }
    models.close();
  }
}
