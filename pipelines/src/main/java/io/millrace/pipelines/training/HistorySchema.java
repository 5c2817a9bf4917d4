package io.millrace.pipelines.training;

import io.millrace.models.registry.DataWindow;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.storage.WriteWindows;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.tensorflow.metadata.v0.Schema;

/** The schema of history, from the statistics that lie in the store. */
final class HistorySchema {
  private HistorySchema() {}

  /**
   * The schema of the windows of statistics that lie whole in the span.
   *
   * @param statistics a directory a window
   * @throws IOException also if there is no column in them, so that the schema would be empty
   */
  static Schema infer(Path statistics, DataWindow span) throws IOException {
    SlicedStatistics all = new SlicedStatistics(StatisticsOptions.defaults());
    if (Files.isDirectory(statistics)) {
      String first = WriteWindows.time(span.from());
      String last = WriteWindows.time(span.to());
      try (Stream<Path> windows = Files.list(statistics)) {
        for (Path window : (Iterable<Path>) windows.sorted()::iterator) {
          String[] ends = window.getFileName().toString().split("-", 2);
          if (ends.length == 2 && ends[0].compareTo(first) >= 0 && ends[1].compareTo(last) <= 0) {
            all.merge(read(window.resolve("FeatureStats.pb" + StatisticsFiles.ACCUMULATOR)));
          }
        }
      }
    }
    Schema schema =
        SchemaInference.infer(all.all().toProto(""), SchemaInference.Options.declared());
    if (schema.getFeatureCount() == 0) {
      throw new IOException(
          "schema: no column from "
              + span.from()
              + " to "
              + span.to()
              + " (expected: statistics of records in "
              + statistics
              + ")");
    }
    return schema;
  }

  private static SlicedStatistics read(Path accumulator) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(accumulator)))) {
      return SlicedStatistics.readFrom(in);
    }
  }
}
