package io.millrace.pipelines.training;

import io.millrace.models.evaluation.leakage.LeakageCheck;
import io.millrace.models.evaluation.leakage.LeakageFinding;
import io.millrace.models.evaluation.leakage.LeakageLimits;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the features of a deployment's model before it is trained. */
final class Leakage {
  /** So many of the newest windows say what is predicted on. */
  private static final int SERVING_WINDOWS = 7;

  private Leakage() {}

  /** What is suspicious of the columns that features are made of. */
  static List<LeakageFinding> look(Deployment deployment, Examples examples) throws IOException {
    Set<String> columns = new LinkedHashSet<>();
    for (FeatureSpec feature : Specs.training(deployment).features()) {
      columns.addAll(feature.columns());
    }
    return new LeakageCheck(
            HeldOutComparison.columns(deployment), List.copyOf(columns), LeakageLimits.DEFAULT)
        .run(examples.on(Side.TRAINING), serving(deployment));
  }

  /** Statistics of the newest records; null if there are none. */
  private static @Nullable DatasetStatistics serving(Deployment deployment) throws IOException {
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
      newest = files.subList(Math.max(0, files.size() - SERVING_WINDOWS), files.size());
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
