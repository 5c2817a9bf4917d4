package io.millrace.pipelines.local;

import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.models.statistics.StatisticsShards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;

/**
 * Where statistics are written to, with the accumulator beside them: whole, or not at all.
 *
 * @param file the file, or the prefix of the shards
 * @param shards in how many files, at least 1; fewer if there are fewer features
 */
public record StatisticsOutput(Path file, int shards) {

  /** Writes the statistics, in place of those with the same name, whatever their shards. */
  public DatasetFeatureStatisticsList write(SlicedStatistics statistics) throws InputException {
    DatasetFeatureStatisticsList list = statistics.toProto();
    try (Draft draft = Draft.of(file)) {
      Path drafted = draft.directory().resolve(file.getFileName());
      if (shards == 1) {
        StatisticsFiles.write(drafted, list);
      } else {
        StatisticsShards.write(drafted, list, shards);
      }
      StatisticsFiles.writeAccumulator(drafted, statistics);
      draft.keep(shards == 1 ? List.of() : StatisticsShards.files(file));
    } catch (IOException e) {
      throw OutputFiles.unwritable(file, e);
    }
    return list;
  }

  /** The file, or the shards as a pattern. */
  @Override
  public String toString() {
    return shards == 1 ? file.toString() : file + "-*-of-*";
  }
}
