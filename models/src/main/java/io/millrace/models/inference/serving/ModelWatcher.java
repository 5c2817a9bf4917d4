package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one of a process that follows a source: asks, loads, probes, swaps. It has a thread of its
 * own, or that of the pool for a version that is in one.
 */
final class ModelWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWatcher.class);
  private static final Map<Key, ModelWatcher> WATCHERS = new HashMap<>();

  /** What is loaded differently is watched separately. */
  private record Key(String source, ModelOptions options, @Nullable MemoryBudget budget) {}

  private final ModelSource source;
  private final SourceHealth health;
  private final Key key;
  private final CurrentVersion current;
  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> polling;
  private final Quarantine quarantine = new Quarantine(System::nanoTime);

  private int callers;
  private boolean stopped;

  private ModelWatcher(ModelSource source, Key key, Duration pollInterval) {
    this.source = source;
    this.health = new SourceHealth(source);
    this.key = key;
    if (key.budget == null) {
      current = new OwnVersion();
      thread = WatcherThread.named("model-watcher " + source.name());
    } else {
      SharedPool pool = SharedPool.join(key.budget);
      current = new PooledVersion(pool);
      thread = pool.watcher();
    }
    long pollMillis = Math.max(1, pollInterval.toMillis());
    polling = thread.scheduleWithFixedDelay(this::watch, 0, pollMillis, TimeUnit.MILLISECONDS);
  }

  /**
   * Joins the callers of the source with this name.
   *
   * @param budget the memory that is shared with other models; null for a version of its own
   */
  static ModelWatcher join(
      ModelSource source,
      ModelOptions options,
      Duration pollInterval,
      @Nullable MemoryBudget budget) {
    Key key = new Key(source.name(), options, budget);
    synchronized (WATCHERS) {
      ModelWatcher watcher = WATCHERS.get(key);
      if (watcher == null) {
        watcher = new ModelWatcher(source, key, pollInterval);
        WATCHERS.put(key, watcher);
      }
      watcher.callers++;
      return watcher;
    }
  }

  static Map<String, ModelLocation> loaded() {
    Map<String, ModelLocation> loaded = new TreeMap<>();
    synchronized (WATCHERS) {
      WATCHERS.forEach(
          (key, watcher) -> {
            ModelLocation location = watcher.location();
            if (location != null) {
              loaded.put(key.source(), location);
            }
          });
    }
    return loaded;
  }

  void leave() {
    synchronized (WATCHERS) {
      if (--callers > 0) {
        return;
      }
      WATCHERS.remove(key);
    }
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    polling.cancel(true);
    if (key.budget == null) {
      thread.shutdownNow();
    }
    current.close();
  }

  @Nullable ModelLocation location() {
    return current.location();
  }

  Quarantine quarantine() {
    return quarantine;
  }

  Staleness staleness() {
    return health.staleness();
  }

  Lease acquire(Duration timeout) {
    Lease lease = current.lease();
    return lease != null ? lease : await(timeout);
  }

  private synchronized Lease await(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Lease lease = current.lease();
    while (lease == null) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (stopped || left <= 0) {
        throw new ModelUnavailableException(
            "model of "
                + source.name()
                + ": none after "
                + timeout.toMillis()
                + " ms (expected: a first version): "
                + health.staleness().trouble());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ModelUnavailableException("model of " + source.name() + ": wait interrupted");
      }
      lease = current.lease();
    }
    return lease;
  }

  private void watch() {
    try {
      poll();
    } catch (InterruptedException e) {
      // Nobody but leave() interrupts a poll, and there is none after it.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // What leaves a poll would end all that follow, without a word.
      health.trouble("the source cannot be asked: " + e, e);
    }
  }

  private void poll() throws InterruptedException {
    ModelLocation wanted;
    try {
      wanted = source.current();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      health.trouble("the source does not answer: " + e, e);
      return;
    }
    if (isStopped()) {
      return;
    }
    Instant answered = Instant.now();
    quarantine.keepOnly(wanted);
    if (wanted == null) {
      health.set(answered, location() == null ? "the source names no version" : null);
    } else if (wanted.equals(location())) {
      health.set(answered, null);
    } else {
      String reason = quarantine.reason(wanted);
      if (reason == null) {
        load(wanted, answered);
      } else {
        health.set(answered, wanted + " was refused: " + reason);
      }
    }
  }

  private void load(ModelLocation wanted, Instant answered) {
    String files = Quarantine.files(wanted.directory());
    try {
      current.replace(wanted, key.options);
      quarantine.release(wanted);
      health.set(answered, null);
      announce(wanted);
    } catch (ModelRejectedException e) {
      if (isStopped()) {
        // Its files may be gone by now: that is not the version's fault.
        return;
      }
      String reason = String.valueOf(e.getMessage());
      quarantine.refuse(wanted, reason, files);
      health.trouble(wanted + " was refused: " + reason, answered, e);
      health.report(wanted, reason);
    } catch (RuntimeException | Error e) {
      // Not the version's fault (memory, files just now not readable): the next poll tries again.
      health.trouble(wanted + " could not be loaded: " + e, answered, e);
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void announce(ModelLocation next) {
    LOG.info("{}: serves {}", source.name(), next);
    notifyAll();
  }
}
