package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Predicts with a SavedModel inside the process: one version in force at a time, loaded once a
 * process, replaced in the background when the source names another.
 *
 * @param source says which version is in force
 * @param options how the versions are loaded and fed
 * @param pollInterval how often it is asked; longer than zero
 */
public record LocalModel(ModelSource source, ModelOptions options, Duration pollInterval)
    implements ModelHandler {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  public LocalModel {
    if (pollInterval.isNegative() || pollInterval.isZero()) {
      throw new IllegalArgumentException("pollInterval: " + pollInterval + " (expected: > 0)");
    }
  }

  /** The highest version under a directory {@code <model>/<version>/}; newer ones take over. */
  public static LocalModel latest(Path directory) {
    return of(new VersionedDirectory(directory));
  }

  /** This version under a directory {@code <model>/<version>/}, for good. */
  public static LocalModel version(Path directory, long version) {
    return of(new FixedVersion(directory, version));
  }

  /** What the source names, such as a registry's alias; it is asked once a second. */
  public static LocalModel of(ModelSource source) {
    return new LocalModel(source, source.options(), POLL_INTERVAL);
  }

  public LocalModel withPollInterval(Duration interval) {
    return new LocalModel(source, options, interval);
  }

  /** Loads and feeds the versions so: another signature, columns that must fit, and more. */
  public LocalModel withOptions(ModelOptions changed) {
    return new LocalModel(source, changed, pollInterval);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Object settings() {
    return options;
  }

  @Override
  public ModelAccess open() {
    return ServedModel.shared(source, options, pollInterval);
  }
}
