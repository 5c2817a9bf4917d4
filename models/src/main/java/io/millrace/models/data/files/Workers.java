package io.millrace.models.data.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do what is waited for first, and read ahead when there is nothing else to do. One of
 * them is the caller's own, which works while it waits. For one caller; thread-safe for its tasks.
 */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final @Nullable ThreadPoolExecutor pool;
  private final AtomicInteger sequence = new AtomicInteger();

  /** So many threads, at least 1. */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
    }
    this.threads = threads;
    this.pool = threads == 1 ? null : pool(threads - 1);
  }

  private static ThreadPoolExecutor pool(int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new PriorityBlockingQueue<>(),
        work -> {
          Thread thread = new Thread(work, "read-files");
          thread.setDaemon(true);
          return thread;
        });
  }

  public int threads() {
    return threads;
  }

  /**
   * Runs the tasks, in any order, and returns when they are done.
   *
   * @throws CancellationException if the caller is interrupted, which it still is then
   */
  public void run(List<? extends Runnable> tasks) {
    if (pool == null || tasks.size() < 2) {
      tasks.forEach(Runnable::run);
      return;
    }
    Round round = new Round(tasks);
    for (int i = 1; i < Math.min(threads, tasks.size()); i++) {
      pool.execute(new Task(false, sequence.getAndIncrement(), round::share));
    }
    round.share();
    round.await();
  }

  /** Runs a task when nothing else is waited for, first come, first served; now, if alone. */
  void later(Runnable task) {
    if (pool == null) {
      task.run();
    } else {
      pool.execute(new Task(true, sequence.getAndIncrement(), task));
    }
  }

  /** Has the caller do the next task for later, if one is waiting; false if none is. */
  boolean help() {
    Runnable next = pool == null ? null : pool.getQueue().poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  /**
   * What ended a task, for the thread that waits for it to throw; an {@link UncheckedIOException}
   * as the one that it wraps.
   */
  static IOException failure(@Nullable Throwable thrown) {
    Throwable cause = thrown instanceof UncheckedIOException wrapper ? wrapper.getCause() : thrown;
    if (cause instanceof IOException failure) {
      return failure;
    }
    throw unchecked(cause);
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
  }

  /** Waits for the tasks that run, and drops those that do not yet. */
  @Override
  public void close() {
    if (pool == null) {
      return;
    }
    pool.shutdownNow();
    try {
      pool.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Task(boolean later, int number, Runnable work)
      implements Runnable, Comparable<Task> {

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Task other) {
      // By their distance, since numbers may overflow.
      return later == other.later ? number - other.number : later ? 1 : -1;
    }
  }

  /** Tasks that are waited for together; each thread takes one after the other. */
  private static final class Round {
    private final List<? extends Runnable> tasks;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Round(List<? extends Runnable> tasks) {
      this.tasks = tasks;
    }

    /** Runs tasks until none is left; whoever comes later has nothing to do. */
    void share() {
      busy.incrementAndGet();
      try {
        while (!Thread.currentThread().isInterrupted() && runNext()) {
          // One after the other.
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
        next.set(tasks.size());
      } finally {
        if (busy.decrementAndGet() == 0) {
          synchronized (this) {
            notifyAll();
          }
        }
      }
    }

    private boolean runNext() {
      int i = next.getAndIncrement();
      if (i >= tasks.size()) {
        return false;
      }
      tasks.get(i).run();
      return true;
    }

    /** Waits for the tasks that other threads are at; there are no more. */
    void await() {
      try {
        synchronized (this) {
          while (busy.get() > 0) {
            wait();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (Thread.currentThread().isInterrupted()) {
        next.set(tasks.size());
        throw new CancellationException("interrupted while threads were at work");
      }
      Throwable thrown = failure.get();
      if (thrown != null) {
        throw unchecked(thrown);
      }
    }
  }
}
