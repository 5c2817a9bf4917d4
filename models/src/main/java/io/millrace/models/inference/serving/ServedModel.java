package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The current version of a model, loaded once a process however many callers share it, and swapped
 * in the background while they predict. A caller gets it in its set-up, takes a {@link Lease} a
 * batch or bundle, and closes it in its tear-down:
 *
 * <pre>{@code
 * ServedModel served = ServedModel.shared(source, Duration.ofSeconds(1));
 * try (Lease lease = served.acquire()) {
 *   Predictions predictions = lease.savedModel().predict(batch);
 * }
 * }</pre>
 *
 * <p>A new version is loaded and probed off the callers' threads. If it is refused, the source is
 * told, once, and what serves goes on serving; so it does when the source does not answer.
 */
public final class ServedModel implements ModelAccess {
  /** How long {@link #acquire()} waits for the first version. */
  public static final Duration FIRST_MODEL_TIMEOUT = Duration.ofMinutes(1);

  private final ModelWatcher watcher;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ServedModel(ModelWatcher watcher) {
    this.watcher = watcher;
  }

  /**
   * Joins the callers of the source with this name, or is the first of them.
   *
   * @param pollInterval how often the source is asked; that of the first caller counts
   */
  public static ServedModel shared(ModelSource source, Duration pollInterval) {
    return shared(source, source.options(), pollInterval);
  }

  /** As {@link #shared(ModelSource, Duration)}, with options in place of the source's own. */
  public static ServedModel shared(
      ModelSource source, ModelOptions options, Duration pollInterval) {
    if (pollInterval.isNegative() || pollInterval.isZero()) {
      throw new IllegalArgumentException("pollInterval: " + pollInterval + " (expected: > 0)");
    }
    return new ServedModel(ModelWatcher.join(source, options, pollInterval, null));
  }

  /** As {@link #shared(ModelSource, ModelOptions, Duration)}, in memory shared with others. */
  static ServedModel pooled(
      ModelSource source, ModelOptions options, Duration pollInterval, MemoryBudget budget) {
    return new ServedModel(ModelWatcher.join(source, options, pollInterval, budget));
  }

  /** What this process serves for the source with this name; null when it serves nothing. */
  public static @Nullable ModelLocation loaded(String sourceName) {
    return ModelWatcher.loaded().get(sourceName);
  }

  /** What this process serves, by the name of the source. */
  public static Map<String, ModelLocation> loaded() {
    return ModelWatcher.loaded();
  }

  /** A lease on the current version; waits up to a minute for the first one to be loaded. */
  public Lease acquire() {
    return acquire(FIRST_MODEL_TIMEOUT);
  }

  /**
   * A lease on the current version.
   *
   * @throws ModelUnavailableException when no version was loaded within {@code timeout}; it tells
   *     why
   */
  public Lease acquire(Duration timeout) {
    if (closed.get()) {
      throw new IllegalStateException("served model: closed (expected: open)");
    }
    return watcher.acquire(timeout);
  }

  @Override
  public Lease acquire(long eventTimeMillis, Duration timeout) {
    return acquire(timeout);
  }

  /** The version that serves, or -1 before the first was loaded. */
  public long version() {
    ModelLocation location = watcher.location();
    return location == null ? -1 : location.version();
  }

  /** The versions that were refused and are named by the source all the same, and why. */
  public Map<ModelLocation, String> refused() {
    return watcher.quarantine().reasons();
  }

  /**
   * Lets refused versions be tried again at the next poll. They are without asking once their files
   * have changed, after a pause that grows with every refusal, and when the source names them anew.
   */
  public void retryRefused() {
    watcher.quarantine().clear();
  }

  @Override
  public Staleness staleness() {
    return watcher.staleness();
  }

  /** Leaves; with the last caller the watching ends and the model closes after its last lease. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      watcher.leave();
    }
  }
}
