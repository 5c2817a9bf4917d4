package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several models, and several versions of one, loaded side by side within a memory budget: a
 * version is loaded when somebody first asks for it, and the least recently used ones are unloaded
 * when there is no room. Thread-safe.
 *
 * <p>Two kinds are never unloaded, even if the budget is exceeded: a version that is leased, and
 * the last version of a model that was asked for within {@code keepLast}, so that the traffic of
 * one model does not take another's away.
 *
 * <p>The size of a model is estimated by its files, of which the variables are the most: TensorFlow
 * does not tell what a session takes, and it takes working memory besides.
 */
public final class ModelPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPool.class);

  private final long budgetBytes;
  private final long keepLastNanos;
  private final LongSupplier nanoTime;
  private final Map<Key, Entry> entries = new HashMap<>();
  private boolean closed;

  private record Key(ModelLocation location, ModelOptions options) {}

  private static final class Entry {
    private final CompletableFuture<LoadedModel> model = new CompletableFuture<>();
    private final long bytes;
    private long lastUse;

    Entry(long bytes, long lastUse) {
      this.bytes = bytes;
      this.lastUse = lastUse;
    }
  }

  /**
   * A pool without models.
   *
   * @param budgetBytes how much the files of loaded models may add up to
   * @param keepLast how long after its last use the last version of a model stays; zero or more
   */
  public ModelPool(long budgetBytes, Duration keepLast) {
    this(budgetBytes, keepLast, System::nanoTime);
  }

  ModelPool(long budgetBytes, Duration keepLast, LongSupplier nanoTime) {
    if (budgetBytes <= 0 || keepLast.isNegative()) {
      throw new IllegalArgumentException(
          "pool: " + budgetBytes + " bytes, " + keepLast + " (expected: > 0 bytes, >= 0 s)");
    }
    this.budgetBytes = budgetBytes;
    this.keepLastNanos = keepLast.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * A lease on a version, which is loaded on the caller's thread if it is not yet; other callers
   * for the same one wait for that.
   *
   * @throws ModelRejectedException when the version must not serve; the next caller tries again
   * @throws IllegalStateException when the pool is closed
   */
  public Lease acquire(ModelLocation location, ModelOptions options)
      throws ModelRejectedException, InterruptedException {
    Key key = new Key(location, options);
    while (true) {
      Entry entry = find(key);
      if (entry == null) {
        entry = add(key, sizeOf(location.directory()));
      }
      LoadedModel model = await(entry);
      if (model.retain()) {
        makeRoom();
        return new Lease(model);
      }
      // It was unloaded in between: once more, from the start.
    }
  }

  private synchronized @Nullable Entry find(Key key) {
    if (closed) {
      throw new IllegalStateException("pool: closed (expected: open)");
    }
    Entry entry = entries.get(key);
    if (entry != null) {
      entry.lastUse = nanoTime.getAsLong();
    }
    return entry;
  }

  /** The entry of a version that was not there: loaded here, or by whoever was faster. */
  private Entry add(Key key, long bytes) {
    Entry added = new Entry(bytes, nanoTime.getAsLong());
    synchronized (this) {
      Entry other = entries.putIfAbsent(key, added);
      if (other != null) {
        return other;
      }
    }
    makeRoom();
    load(key, added);
    return added;
  }

  private void load(Key key, Entry entry) {
    try {
      finish(entry, LoadedModel.load(key.location(), key.options()));
    } catch (ModelRejectedException | RuntimeException | Error e) {
      forget(key, entry);
      entry.model.completeExceptionally(e);
    }
  }

  private void finish(Entry entry, LoadedModel model) {
    synchronized (this) {
      if (!closed) {
        entry.model.complete(model);
        return;
      }
    }
    model.release();
    throw new IllegalStateException("pool: closed (expected: open)");
  }

  private synchronized void forget(Key key, Entry entry) {
    entries.remove(key, entry);
  }

  private static LoadedModel await(Entry entry)
      throws ModelRejectedException, InterruptedException {
    try {
      return entry.model.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ModelRejectedException rejected) {
        throw new ModelRejectedException(String.valueOf(rejected.getMessage()), rejected);
      }
      throw new IllegalStateException("model: " + cause + " (expected: loaded)", cause);
    }
  }

  /** Unloads what may go, least recently used first, until the rest is within the budget. */
  void makeRoom() {
    List<LoadedModel> unloaded = new ArrayList<>();
    synchronized (this) {
      while (bytesOf(entries) > budgetBytes) {
        Key oldest = leastRecentlyUsed();
        if (oldest == null) {
          LOG.debug("pool: {} bytes, all in use (budget: {})", bytesOf(entries), budgetBytes);
          break;
        }
        Entry entry = entries.remove(oldest);
        if (entry != null) {
          unloaded.add(entry.model.join());
          LOG.info("pool: {} makes room ({} bytes)", oldest.location(), entry.bytes);
        }
      }
    }
    unloaded.forEach(LoadedModel::release);
  }

  private @Nullable Key leastRecentlyUsed() {
    Key oldest = null;
    long longest = Long.MIN_VALUE;
    long now = nanoTime.getAsLong();
    for (Map.Entry<Key, Entry> each : entries.entrySet()) {
      long idle = now - each.getValue().lastUse;
      if (idle > longest && mayGo(each.getKey(), each.getValue(), idle)) {
        oldest = each.getKey();
        longest = idle;
      }
    }
    return oldest;
  }

  private boolean mayGo(Key key, Entry entry, long idleNanos) {
    if (!entry.model.isDone() || entry.model.isCompletedExceptionally()) {
      return false;
    }
    if (entry.model.join().isLeased()) {
      return false;
    }
    return idleNanos >= keepLastNanos || hasOtherVersion(key);
  }

  private boolean hasOtherVersion(Key key) {
    for (Map.Entry<Key, Entry> other : entries.entrySet()) {
      if (!other.getKey().equals(key)
          && other.getValue().model.isDone()
          && other.getKey().location().model().equals(key.location().model())) {
        return true;
      }
    }
    return false;
  }

  private static long bytesOf(Map<Key, Entry> entries) {
    long bytes = 0;
    for (Entry entry : entries.values()) {
      bytes += entry.bytes;
    }
    return bytes;
  }

  /** The bytes of the models that are loaded, as estimated. */
  public synchronized long bytes() {
    return bytesOf(entries);
  }

  /** The versions that are loaded, or being loaded. */
  public synchronized List<ModelLocation> loaded() {
    return entries.keySet().stream().map(Key::location).toList();
  }

  private static long sizeOf(Path directory) throws ModelRejectedException {
    try {
      return SavedModel.bytesOf(directory);
    } catch (IOException | UncheckedIOException e) {
      throw new ModelRejectedException(directory + ": " + e + " (expected: a model)", e);
    }
  }

  /** Closes every model, after the last lease on it. */
  @Override
  public void close() {
    List<Entry> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = List.copyOf(entries.values());
      entries.clear();
    }
    for (Entry entry : last) {
      if (entry.model.isDone() && !entry.model.isCompletedExceptionally()) {
        entry.model.join().release();
      }
    }
  }
}
