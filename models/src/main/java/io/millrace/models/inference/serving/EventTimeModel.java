package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import java.time.Duration;

/**
 * Predicts each row with the version in force at its own event time, so that a replay gives the
 * same answers as long as nobody changes the timeline's past. Versions are SavedModels inside the
 * process, several of them side by side, loaded once a process in the background.
 *
 * <p>A promotion that is rolled back, and a version that is withdrawn, count as if they had never
 * been: running pipelines predict rows of those times with the version before.
 *
 * @param source says which version is in force when
 * @param options how the versions are loaded and fed
 * @param pollInterval how often it is asked; longer than zero
 * @param loadedVersions how many versions stay loaded; beyond, the least recently used is unloaded
 */
public record EventTimeModel(
    TimelineSource source, ModelOptions options, Duration pollInterval, int loadedVersions)
    implements ModelHandler {

  public EventTimeModel {
    if (pollInterval.isNegative() || pollInterval.isZero()) {
      throw new IllegalArgumentException("pollInterval: " + pollInterval + " (expected: > 0)");
    }
    if (loadedVersions < 1) {
      throw new IllegalArgumentException("loadedVersions: " + loadedVersions + " (expected: >= 1)");
    }
  }

  /** Asks the source once a second and keeps four versions loaded. */
  public static EventTimeModel of(TimelineSource source) {
    return new EventTimeModel(source, source.options(), Duration.ofSeconds(1), 4);
  }

  public EventTimeModel withPollInterval(Duration interval) {
    return new EventTimeModel(source, options, interval, loadedVersions);
  }

  public EventTimeModel withLoadedVersions(int count) {
    return new EventTimeModel(source, options, pollInterval, count);
  }

  /** Loads and feeds the versions so: another signature, columns that must fit, and more. */
  public EventTimeModel withOptions(ModelOptions changed) {
    return new EventTimeModel(source, changed, pollInterval, loadedVersions);
  }

  @Override
  public String name() {
    return source.name() + " by event time";
  }

  @Override
  public Object settings() {
    return options;
  }

  @Override
  public ModelAccess open() {
    return TimelineWatcher.join(this);
  }
}
