package io.millrace.pipelines.training;

import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Statistics of the records that a deployment predicts on. */
final class ServingStatistics {
  /** So many of the newest windows say what it sees now. */
  private static final int WINDOWS = 7;

  private ServingStatistics() {}

  /** Statistics of the newest records; null if there are none. */
  static @Nullable DatasetStatistics newest(Deployment deployment) throws IOException {
    Path windows = Path.of(new StoreLayout(deployment.store()).statistics());
    if (!Files.isDirectory(windows)) {
      return null;
    }
    List<Path> newest;
    try (Stream<Path> all = Files.list(windows)) {
      List<Path> files =
          all.map(window -> window.resolve("FeatureStats.pb" + StatisticsFiles.ACCUMULATOR))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      newest = files.subList(Math.max(0, files.size() - WINDOWS), files.size());
    }
    DatasetStatistics serving = null;
    for (Path file : newest) {
      DatasetStatistics window = read(file).all();
      if (serving == null) {
        serving = window;
      } else {
        serving.merge(window);
      }
    }
    return serving;
  }

  private static SlicedStatistics read(Path accumulator) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(accumulator)))) {
      return SlicedStatistics.readFrom(in);
    }
  }
}
