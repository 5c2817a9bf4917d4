package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a process that follows a timeline: asks the source, loads the versions that
 * callers want and, ahead of them, the latest one. Everything that callers see is guarded by its
 * lock, under which nothing is loaded.
 */
final class TimelineWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(TimelineWatcher.class);
  private static final Map<Key, TimelineWatcher> WATCHERS = new HashMap<>();

  private final TimelineSource source;
  private final SourceHealth health;
  private final ModelOptions options;
  private final long pollMillis;
  private final Thread thread;
  private final LoadedVersions loaded;
  private final Set<Long> wanted = new LinkedHashSet<>();
  private final Set<Long> refused = new HashSet<>();
  private @Nullable VersionTimeline timeline;
  private boolean stopped;
  private int callers;

  /** Why a version is not loaded; only the watching thread looks here. */
  private @Nullable String unloaded;

  /** What is loaded differently is watched separately. */
  private record Key(String source, ModelOptions options) {}

  private TimelineWatcher(EventTimeModel model) {
    this.source = model.source();
    this.health = new SourceHealth(source);
    this.options = model.options();
    this.pollMillis = Math.max(1, model.pollInterval().toMillis());
    this.loaded = new LoadedVersions(model.loadedVersions());
    this.thread = new Thread(this::watch, "timeline-watcher " + source.name());
    thread.setDaemon(true);
  }

  /** Joins the callers of the source with this name; the first one's settings count. */
  static ModelAccess join(EventTimeModel model) {
    Key key = new Key(model.source().name(), model.options());
    synchronized (WATCHERS) {
      TimelineWatcher watcher = WATCHERS.get(key);
      if (watcher == null) {
        watcher = new TimelineWatcher(model);
        WATCHERS.put(key, watcher);
        watcher.thread.start();
      }
      watcher.callers++;
      return watcher.new Access();
    }
  }

  private final class Access implements ModelAccess {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public ModelLease acquire(long eventTimeMillis, Duration timeout) {
      if (closed.get()) {
        throw new IllegalStateException("event-time model: closed (expected: open)");
      }
      return TimelineWatcher.this.acquire(eventTimeMillis, timeout);
    }

    @Override
    public Staleness staleness() {
      return health.staleness();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave();
      }
    }
  }

  private void leave() {
    synchronized (WATCHERS) {
      if (--callers > 0) {
        return;
      }
      WATCHERS.remove(new Key(source.name(), options));
    }
    synchronized (this) {
      stopped = true;
      loaded.clear();
      notifyAll();
    }
    thread.interrupt();
  }

  private synchronized ModelLease acquire(long eventTimeMillis, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      VersionTimeline known = timeline;
      if (known != null && !known.isEmpty()) {
        int step = known.indexAt(eventTimeMillis);
        long version = known.steps().get(step).version();
        LoadedModel model = loaded.retain(version);
        if (model != null) {
          return new Lease(model, known.from(step), known.until(step));
        }
        if (wanted.add(version)) {
          // Only then: callers that wake each other leave the watching thread no turn.
          notifyAll();
        }
      }
      await(deadline, timeout);
    }
  }

  private void await(long deadline, Duration timeout) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (stopped || left <= 0) {
      throw new ModelUnavailableException(
          "model of "
              + source.name()
              + ": none after "
              + timeout.toMillis()
              + " ms (expected: a version in force): "
              + health.staleness().trouble());
    }
    try {
      wait(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException("model of " + source.name() + ": wait interrupted");
    }
  }

  private void watch() {
    try {
      do {
        ask();
      } while (rest());
    } catch (InterruptedException e) {
      // Nobody but leave() interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next poll, loading what is wanted meanwhile; false when it is to end. */
  private boolean rest() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pollMillis);
    while (true) {
      Long version;
      synchronized (this) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (stopped || left <= 0) {
          return !stopped;
        }
        if (wanted.isEmpty()) {
          wait(left);
        }
        version = take();
      }
      if (version != null && !load(version)) {
        // It may load later, if callers still want it then.
        Thread.sleep(pollMillis);
        wake();
      }
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  private void ask() throws InterruptedException {
    try {
      VersionTimeline answer = source.timeline();
      Instant answered = Instant.now();
      synchronized (this) {
        // What was withdrawn and is promoted again was found to be good after all.
        refused.removeIf(version -> !answer.promotes(version));
        apply(answer.without(refused));
      }
      health.set(answered, answer.isEmpty() ? "the source names no version" : null);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      // What leaves this thread would end the watching, without a word.
      health.trouble("the source does not answer: " + e, e);
    }
  }

  private void apply(VersionTimeline next) {
    if (next.equals(timeline)) {
      return;
    }
    LOG.info("{}: {}", source.name(), next);
    timeline = next;
    loaded.keepOnly(next);
    if (!next.isEmpty()) {
      long latest = next.steps().get(next.steps().size() - 1).version();
      if (!loaded.has(latest)) {
        wanted.add(latest);
      }
    }
    notifyAll();
  }

  private synchronized @Nullable Long take() {
    for (Long version : wanted) {
      wanted.remove(version);
      return version;
    }
    return null;
  }

  /** Loads a version unless it is there; false if it could not be and may be tried again. */
  private boolean load(long version) {
    synchronized (this) {
      if (stopped || loaded.has(version) || refused.contains(version)) {
        return true;
      }
    }
    ModelLocation location;
    try {
      location = source.locate(version);
    } catch (Exception | Error e) {
      unloaded = "version " + version + " could not be found: " + e;
      health.trouble(unloaded, e);
      return false;
    }
    try {
      add(LoadedModel.load(location, options));
      unloaded = null;
      health.set(health.staleness().lastAnswer(), null);
      return true;
    } catch (ModelRejectedException e) {
      unloaded = location + " was refused: " + e.getMessage();
      health.trouble(unloaded, e);
      refuse(location, String.valueOf(e.getMessage()));
      return true;
    } catch (RuntimeException | Error e) {
      // Not the version's fault (memory, files just now not readable).
      unloaded = location + " could not be loaded: " + e;
      health.trouble(unloaded, e);
      return false;
    }
  }

  private synchronized void add(LoadedModel model) {
    if (stopped) {
      model.release();
    } else {
      loaded.add(model);
    }
    notifyAll();
  }

  private void refuse(ModelLocation location, String reason) {
    synchronized (this) {
      if (stopped) {
        // Its files may be gone by now: that is not the version's fault.
        return;
      }
      refused.add(location.version());
      if (timeline != null) {
        apply(timeline.without(refused));
      }
    }
    health.report(location, reason);
  }
}
