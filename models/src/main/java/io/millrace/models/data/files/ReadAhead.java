package io.millrace.models.data.files;

import io.millrace.models.data.ColumnBatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads splits ahead of whoever takes their rows, with {@link Workers}, and gives these out in
 * order. How much is read ahead goes by the number of threads.
 */
final class ReadAhead implements Closeable {
  /** So many portions for each of several threads may wait to be given out. */
  private static final int PORTIONS = 4;

  // What a thread reads and gives out itself is still in the processor's cache; what is given out
  // to several threads must be worth their coming together.
  private static final long BYTES_ALONE = 512 << 10;
  private static final long BYTES = 2 << 20;

  private final Iterator<FileSplit> splits;
  private final Workers workers;
  private final Portions.Opener opener;
  private final int most;
  private final long bytes;
  // The splits that are begun, in order; these and all that is in them are guarded by this object.
  private final Deque<Begun> begun = new ArrayDeque<>();
  private boolean closed;

  /** A split that is being read. */
  private static final class Begun {
    final Portions portions;
    final Deque<List<ColumnBatch>> ready = new ArrayDeque<>();
    boolean busy;
    boolean ended;
    @Nullable Throwable failure;

    Begun(Portions portions) {
      this.portions = portions;
    }
  }

  ReadAhead(List<FileSplit> splits, Workers workers, Portions.Opener opener) {
    this.splits = splits.iterator();
    this.workers = workers;
    this.opener = opener;
    boolean alone = workers.threads() == 1;
    this.most = alone ? 1 : PORTIONS * workers.threads();
    this.bytes = alone ? BYTES_ALONE : BYTES;
  }

  /** The next batches, one or more; null when there are no more. */
  @Nullable List<ColumnBatch> next() throws IOException {
    while (true) {
      Begun first;
      synchronized (this) {
        readMore();
        first = begun.peek();
        if (first == null) {
          return null;
        }
        List<ColumnBatch> portion = first.ready.poll();
        if (portion != null) {
          return portion;
        }
        if (first.ended) {
          begun.remove();
          if (first.failure != null) {
            throw Workers.failure(first.failure);
          }
          continue;
        }
      }
      if (Thread.currentThread().isInterrupted() || !workers.help()) {
        await(first);
      }
    }
  }

  /** Waits until no more of a split is being read. */
  private synchronized void await(Begun split) throws IOException {
    try {
      while (split.busy) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading files", e);
    }
  }

  /**
   * Has a split a thread read, the first ones first, as long as not too much is waiting; and the
   * very first whenever it has nothing.
   */
  private void readMore() {
    int waiting = 0;
    int busy = 0;
    for (Begun split : begun) {
      waiting += split.ready.size() + (split.busy ? 1 : 0);
      busy += split.busy ? 1 : 0;
    }
    for (Begun split : begun) {
      boolean isAwaited = split == begun.peek() && split.ready.isEmpty();
      if (!split.busy && !split.ended && (waiting < most || isAwaited)) {
        waiting++;
        busy++;
        begin(split);
      }
    }
    while (waiting < most && busy < workers.threads() && splits.hasNext()) {
      Begun split = new Begun(new Portions(splits.next(), opener, bytes));
      begun.add(split);
      waiting++;
      busy++;
      begin(split);
    }
  }

  private void begin(Begun split) {
    split.busy = true;
    workers.later(() -> read(split));
  }

  /** Reads the next portion of a split, not guarded meanwhile. */
  private void read(Begun split) {
    List<ColumnBatch> portion = List.of();
    Throwable failure = null;
    try {
      portion = isClosed() ? portion : split.portions.next();
      if (portion.isEmpty()) {
        split.portions.close();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    synchronized (this) {
      split.busy = false;
      if (portion.isEmpty()) {
        split.ended = true;
        split.failure = failure;
      } else {
        split.ready.add(portion);
      }
      notifyAll();
      if (workers.threads() > 1 && !closed) {
        readMore();
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (Begun split : begun) {
      await(split);
      split.portions.close();
    }
  }
}
