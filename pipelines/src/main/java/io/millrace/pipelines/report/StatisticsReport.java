package io.millrace.pipelines.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.Schema;

/**
 * A page about the statistics of a data set, beside those of another, a schema and the anomalies if
 * there are any. The same input gives the same bytes.
 *
 * @param statistics what the page is about; each data set (slice) in it can be chosen
 * @param compared what it is compared with
 * @param schema what is asked of the features
 * @param anomalies what was found wrong with {@code statistics}
 */
public record StatisticsReport(
    NamedStatistics statistics,
    @Nullable NamedStatistics compared,
    @Nullable Schema schema,
    @Nullable Anomalies anomalies) {

  /** Statistics and what people call them, such as their file's name. */
  public record NamedStatistics(String name, DatasetFeatureStatisticsList list) {}

  public StatisticsReport {
    for (NamedStatistics named :
        compared == null ? List.of(statistics) : List.of(statistics, compared)) {
      if (named.list().getDatasetsCount() == 0) {
        throw new IllegalArgumentException(
            "statistics: " + named.name() + " (expected: at least one data set)");
      }
    }
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, toHtml(), StandardCharsets.UTF_8);
  }

  /** The page, with everything it needs in it. */
  public String toHtml() throws IOException {
    return Page.of(this);
  }

  String title() {
    return compared == null
        ? statistics.name()
        : statistics.name() + " compared with " + compared.name();
  }
}
