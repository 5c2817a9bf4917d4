package io.millrace.models.data.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Works on splits with {@link Workers} and merges what they give in the splits' order. */
public final class SplitFold {
  /** Results of several threads that may wait for the split before theirs, for each thread. */
  private static final int AHEAD = 2;

  private SplitFold() {}

  /** What is done with one split. */
  public interface Work<S, A> {
    A of(S split) throws IOException;
  }

  /**
   * The merged results; {@code empty} gives that of no split at all.
   *
   * @param threads at least 1
   * @throws IOException what the first split that fails throws, even as an {@link
   *     java.io.UncheckedIOException}
   */
  public static <S, A> A fold(
      List<S> splits, int threads, Supplier<A> empty, Work<S, A> work, BinaryOperator<A> merge)
      throws IOException {
    try (Workers workers = new Workers(threads)) {
      A merged = empty.get();
      int most = threads == 1 ? 1 : AHEAD * threads;
      Deque<FutureTask<A>> running = new ArrayDeque<>();
      Iterator<S> rest = splits.iterator();
      while (rest.hasNext() || !running.isEmpty()) {
        while (rest.hasNext() && running.size() < most) {
          S split = rest.next();
          FutureTask<A> task = new FutureTask<>(() -> work.of(split));
          running.add(task);
          workers.later(task);
        }
        merged = merge.apply(merged, result(running.remove(), workers));
      }
      return merged;
    }
  }

  private static <A> A result(FutureTask<A> task, Workers workers) throws IOException {
    try {
      boolean helps = true;
      while (helps && !task.isDone()) {
        helps = !Thread.currentThread().isInterrupted() && workers.help();
      }
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading files", e);
    } catch (ExecutionException e) {
      throw Workers.failure(e.getCause());
    }
  }
}
