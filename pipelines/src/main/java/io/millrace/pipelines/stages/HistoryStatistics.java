package io.millrace.pipelines.stages;

import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.pipelines.config.BootstrapSettings;
import io.millrace.pipelines.config.Deployment;
import io.millrace.transforms.storage.WriteWindows;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The statistics of windows, as they lie in a deployment's store. */
public final class HistoryStatistics {
  private HistoryStatistics() {}

  /**
   * The statistics of all rows of the windows that lie whole in the span of the bootstrap.
   *
   * @throws IOException also if the windows were measured by schemas that differ
   */
  public static DatasetStatistics read(Deployment deployment) throws IOException {
    DatasetStatistics all = null;
    for (Path window : windows(deployment)) {
      DatasetStatistics one = read(window.resolve(StoreLayout.ACCUMULATOR));
      if (all == null) {
        all = one;
      } else if (all.addsUpWith(one)) {
        all.merge(one);
      } else {
        throw new IOException(
            window
                + ": measured otherwise than the windows before it (expected: as `millrace"
                + " bootstrap` measures all of them, when it is run again)");
      }
    }
    return all == null ? new DatasetStatistics(StatisticsOptions.defaults()) : all;
  }

  /** The statistics of all rows of one window. */
  public static DatasetStatistics read(Path accumulator) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(accumulator)))) {
      return SlicedStatistics.readFrom(in).all();
    }
  }

  private static List<Path> windows(Deployment deployment) throws IOException {
    Path statistics = Path.of(new StoreLayout(deployment.store()).statistics());
    if (!Files.isDirectory(statistics)) {
      return List.of();
    }
    BootstrapSettings span = deployment.bootstrap();
    String first = WriteWindows.time(span.from());
    String last = WriteWindows.time(span.to());
    try (Stream<Path> windows = Files.list(statistics)) {
      return windows
          .filter(
              window -> {
                String[] ends = window.getFileName().toString().split("-", 2);
                return ends.length == 2
                    && ends[0].compareTo(first) >= 0
                    && ends[1].compareTo(last) <= 0;
              })
          .sorted()
          .toList();
    }
  }
}
