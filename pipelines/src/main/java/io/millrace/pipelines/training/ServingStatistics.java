package io.millrace.pipelines.training;

import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.HistoryStatistics;
import io.millrace.pipelines.stages.StoreLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
      newest =
          all.map(window -> window.resolve(StoreLayout.ACCUMULATOR))
              .filter(Files::isRegularFile)
              .sorted(Comparator.reverseOrder())
              .limit(WINDOWS)
              .toList();
    }
    DatasetStatistics serving = null;
    for (Path file : newest) {
      DatasetStatistics window = HistoryStatistics.read(file);
      if (serving != null && !serving.addsUpWith(window)) {
        break; // Older windows were measured by another schema.
      }
      if (serving == null) {
        serving = window;
      } else {
        serving.merge(window);
      }
    }
    return serving;
  }
}
