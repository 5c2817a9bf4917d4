package io.millrace.models.data.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Works on splits with several threads and merges what they give in the splits' order. */
public final class SplitFold {
  /** Results that may wait for the split before theirs, for each thread. */
  private static final int AHEAD = 2;

  private SplitFold() {}

  /** What is done with one split. */
  public interface Work<A> {
    A of(FileSplit split) throws IOException;
  }

  /** The merged results; {@code empty} gives that of no split at all. */
  public static <A> A fold(
      List<FileSplit> splits, int threads, Supplier<A> empty, Work<A> work, BinaryOperator<A> merge)
      throws IOException {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
    }
    A merged = empty.get();
    if (threads == 1 || splits.size() < 2) {
      for (FileSplit split : splits) {
        merged = merge.apply(merged, work.of(split));
      }
      return merged;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(threads, splits.size()),
            task -> {
              Thread thread = new Thread(task, "read-files");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Deque<Future<A>> running = new ArrayDeque<>();
      Iterator<FileSplit> rest = splits.iterator();
      while (rest.hasNext() || !running.isEmpty()) {
        while (rest.hasNext() && running.size() < threads * AHEAD) {
          FileSplit split = rest.next();
          running.add(pool.submit(() -> work.of(split)));
        }
        merged = merge.apply(merged, get(running.remove()));
      }
      return merged;
    } finally {
      pool.shutdownNow();
    }
  }

  private static <A> A get(Future<A> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading files", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw new IOException(io.getMessage(), io);
      }
      if (cause instanceof UncheckedIOException io) {
        throw new IOException(io.getMessage(), io);
      }
      if (cause instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }
}
