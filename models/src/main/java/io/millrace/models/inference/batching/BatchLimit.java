package io.millrace.models.inference.batching;

/**
 * The most rows that a call may have, learnt from calls that failed for their size: such a failure
 * halves it, and after enough calls at the limit that went well it doubles. How many are enough
 * doubles too with every failure, up to {@value #MOST_PATIENCE}, so that a limit that is there to
 * stay is tried ever more rarely.
 */
final class BatchLimit {
  static final int PATIENCE = 8;
  static final int MOST_PATIENCE = 1024;
  private static final int NONE = Integer.MAX_VALUE;

  private int limit = NONE;
  private int patience = PATIENCE / 2;
  private int successes;

  synchronized int rows() {
    return limit;
  }

  synchronized void failed(int rows) {
    limit = Math.max(1, Math.min(limit, rows / 2));
    patience = Math.min(MOST_PATIENCE, patience * 2);
    successes = 0;
  }

  synchronized void succeeded(int rows) {
    if (limit == NONE || rows < limit || ++successes < patience) {
      return;
    }
    successes = 0;
    limit = limit > NONE / 4 ? NONE : limit * 2;
  }
}
