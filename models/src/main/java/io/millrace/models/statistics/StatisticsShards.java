package io.millrace.models.statistics;

import io.millrace.models.data.files.tfrecord.TfRecords;
import io.millrace.models.data.metadata.MetadataReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;

/**
 * Statistics in several TFRecord files, as TensorFlow Data Validation writes them for {@code
 * experimental_result_partitions} above 1: {@code PREFIX-SSSSS-of-NNNNN}, SSSSS from 0. Each record
 * holds some of the features of some of the slices; TFDV puts any number of them into a file.
 *
 * <p>TFDV's {@code load_sharded_statistics} takes whatever files it finds by {@code PREFIX-*-of-*};
 * here a shard that is missing, empty or of another number of shards is an error, since statistics
 * without it look like data without some features.
 */
public final class StatisticsShards {
  private static final Pattern NAME = Pattern.compile("(.*)-(\\d{5,9})-of-(\\d{5,9})");

  private StatisticsShards() {}

  /** Whether the name is one of a shard. */
  public static boolean isShard(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** Whether there are shards with this prefix, and no file or directory of that very name. */
  public static boolean isPrefix(Path prefix) throws IOException {
    return !Files.exists(prefix) && !files(prefix).isEmpty();
  }

  /** The shards with this prefix that there are, in order, however many there are to be. */
  public static List<Path> files(Path prefix) throws IOException {
    Path parent = prefix.getParent();
    Path directory = parent == null ? Path.of("") : parent;
    TreeMap<String, Path> found = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
        for (Path file : all) {
          String name = String.valueOf(file.getFileName());
          Matcher shard = NAME.matcher(name);
          if (shard.matches() && shard.group(1).equals(String.valueOf(prefix.getFileName()))) {
            found.put(name, prefix.resolveSibling(name));
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  static DatasetFeatureStatisticsList read(Path prefix) throws IOException {
    PartialStatistics merged = new PartialStatistics();
    for (Path file : whole(prefix, files(prefix))) {
      List<byte[]> records = TfRecords.read(file);
      if (records.isEmpty()) {
        throw new IOException(file + ": no record (expected: at least one in every shard)");
      }
      for (byte[] bytes : records) {
        merged.add(file, MetadataReader.STATISTICS.read(file, bytes));
      }
    }
    return merged.toProto();
  }

  /** Checks that these are all the shards that their names speak of, and no others. */
  private static List<Path> whole(Path prefix, List<Path> files) throws IOException {
    Set<String> numbers = new LinkedHashSet<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      numbers.add(name.substring(name.lastIndexOf('-') + 1));
    }
    if (numbers.size() > 1) {
      throw new IOException(
          prefix + ": shards of different numbers, " + files + " (expected: those of one)");
    }
    int shards = Integer.parseInt(numbers.iterator().next());
    for (int i = 0; i < shards; i++) {
      Path expected = file(prefix, i, shards);
      if (i >= files.size() || !files.get(i).equals(expected)) {
        throw new IOException(
            expected + ": no such file (expected: all " + shards + " shards of " + prefix + ")");
      }
    }
    if (files.size() > shards) {
      throw new IOException(
          files.get(shards) + ": a shard too many (expected: " + shards + " of " + prefix + ")");
    }
    return files;
  }

  /**
   * Writes shards, each of one record, with as many features as the others; fewer shards if there
   * are fewer features. When they are read, data sets and features have their order again.
   *
   * @param prefix what the names of the files start with
   * @param shards at most how many, at least 1
   * @return how many there are
   */
  public static int write(Path prefix, DatasetFeatureStatisticsList list, int shards)
      throws IOException {
    List<DatasetFeatureStatisticsList> parts = FeatureShares.of(list, shards);
    for (int i = 0; i < parts.size(); i++) {
      StatisticsFiles.writeRecord(file(prefix, i, parts.size()), parts.get(i));
    }
    return parts.size();
  }

  private static Path file(Path prefix, int shard, int shards) {
    return prefix.resolveSibling(
        String.format(Locale.ROOT, "%s-%05d-of-%05d", prefix.getFileName(), shard, shards));
  }
}
