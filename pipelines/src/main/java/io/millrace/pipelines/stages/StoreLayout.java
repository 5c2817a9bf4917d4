package io.millrace.pipelines.stages;

import io.millrace.models.statistics.StatisticsFiles;
import java.nio.file.Path;

/**
 * Where things lie in a deployment's store.
 *
 * @param root the store's directory
 */
public record StoreLayout(Path root) {
  /** The statistics of a window, in its directory. */
  static final String STATISTICS = "FeatureStats.pb";

  /** The accumulator of a window's statistics, from which they are merged with others. */
  public static final String ACCUMULATOR = STATISTICS + StatisticsFiles.ACCUMULATOR;

  /** Labelled examples, an Avro file a window. */
  public String examples() {
    return root.resolve("examples").toString();
  }

  /** Statistics, a directory a window with {@link #STATISTICS} and {@link #ACCUMULATOR}. */
  public String statistics() {
    return root.resolve("statistics").toString();
  }

  /** Anomalies, a directory a window with {@code SchemaDiff.pb}. */
  public String anomalies() {
    return root.resolve("anomalies").toString();
  }

  /** The fixed grid on which drift is counted. */
  public Path grid() {
    return root.resolve("grid.json");
  }

  /** What a training run leaves: event files, and checkpoints while it is open. */
  public Path run(long id) {
    return root.resolve("runs").resolve(Long.toString(id));
  }

  /** What a search for settings leaves: its trials. */
  public Path tuning(String name) {
    return root.resolve("tuning").resolve(name);
  }

  /** JSON lines of one of the outputs. */
  public String output(String name) {
    return root.resolve("outputs").resolve(name).toString();
  }
}
