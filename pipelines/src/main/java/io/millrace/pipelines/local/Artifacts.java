package io.millrace.pipelines.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.models.schema.SchemaFiles;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.statistics.StatisticsOptionsJson;
import io.millrace.models.validation.AnomaliesFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Schema;

/** Reads statistics, schemas and anomalies that people name; every mistake is told in one line. */
public final class Artifacts {
  private Artifacts() {}

  /**
   * All data sets of a statistics file, or of the shards with this prefix; each data set names its
   * features in one way.
   */
  public static DatasetFeatureStatisticsList statistics(Path file) throws InputException {
    DatasetFeatureStatisticsList list = read(file, StatisticsFiles::read);
    if (list.getDatasetsCount() == 0) {
      throw new InputException(file + ": no data set (expected: statistics of at least one)");
    }
    for (DatasetFeatureStatistics dataset : list.getDatasetsList()) {
      checkIds(file, dataset);
    }
    return list;
  }

  /** Whether this names statistics, in a file or in shards, rather than data. */
  public static boolean isNameOfStatistics(Path file) throws InputException {
    try {
      return StatisticsFiles.isNameOfStatistics(file);
    } catch (IOException e) {
      throw InputException.of(file, e);
    }
  }

  /** The statistics of all rows: of a sliced file the slice "All Examples". */
  public static DatasetFeatureStatistics dataset(Path file) throws InputException {
    return dataset(file, statistics(file));
  }

  private static DatasetFeatureStatistics dataset(Path file, DatasetFeatureStatisticsList list)
      throws InputException {
    if (list.getDatasetsCount() == 1) {
      return list.getDatasets(0);
    }
    for (DatasetFeatureStatistics dataset : list.getDatasetsList()) {
      if (dataset.getName().equals(SlicedStatistics.ALL_EXAMPLES)) {
        return dataset;
      }
    }
    throw new InputException(
        file
            + ": "
            + list.getDatasetsCount()
            + " data sets (expected: one, or one named "
            + SlicedStatistics.ALL_EXAMPLES
            + ")");
  }

  /** The statistics of all slices, with those of all rows. */
  public static DatasetFeatureStatisticsList slices(Path file) throws InputException {
    DatasetFeatureStatisticsList list = statistics(file);
    if (list.getDatasetsCount() == 1) {
      throw new InputException(file + ": one data set (expected: slices, as stats --slice writes)");
    }
    dataset(file, list);
    return list;
  }

  private static void checkIds(Path file, DatasetFeatureStatistics dataset) throws InputException {
    FeatureNameStatistics.FieldIdCase first = null;
    for (FeatureNameStatistics feature : dataset.getFeaturesList()) {
      FeatureNameStatistics.FieldIdCase id = feature.getFieldIdCase();
      if (first == null) {
        first = id;
      } else if (first != id) {
        throw new InputException(
            file
                + ": data set '"
                + dataset.getName()
                + "' has features with a name and features with a path (expected: all with a path,"
                + " or all with a name)");
      }
    }
  }

  /** The accumulator beside a statistics file, or beside shards with this prefix. */
  public static SlicedStatistics accumulator(Path statistics) throws InputException {
    Path file = StatisticsFiles.accumulatorOf(statistics);
    if (!Files.exists(file)) {
      throw new InputException(
          statistics + ": no accumulator beside it (expected: " + file + ", which stats writes)");
    }
    return read(file, beside -> StatisticsFiles.readAccumulator(statistics));
  }

  public static Schema schema(Path file) throws InputException {
    return read(file, SchemaFiles::read);
  }

  public static Anomalies anomalies(Path file) throws InputException {
    return read(file, AnomaliesFiles::read);
  }

  /** Options of statistics as JSON, this project's or TFDV's. */
  public static StatisticsOptions statisticsOptions(Path file) throws InputException {
    return read(
        file,
        json -> {
          try {
            return StatisticsOptionsJson.read(Files.readString(json));
          } catch (JsonProcessingException e) {
            throw new IOException(
                "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
          } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
          }
        });
  }

  /** Reads a file of one kind. */
  private interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private static <T> T read(Path file, Reader<T> reader) throws InputException {
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": a directory (expected: a file)");
    }
    try {
      return reader.read(file);
    } catch (IOException e) {
      throw InputException.of(file, e);
    }
  }
}
