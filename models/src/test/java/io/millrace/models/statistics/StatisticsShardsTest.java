package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.files.tfrecord.TfRecordWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

class StatisticsShardsTest {
  private final Path directory;
  private final Path prefix;

  StatisticsShardsTest(@TempDir Path directory) {
    this.directory = directory;
    this.prefix = directory.resolve("stats");
  }

  /**
   * Three files with five records, of {@code experimental_result_partitions} 5, are the statistics
   * that TFDV 1.16.1 wrote of the same examples as one.
   */
  @Test
  void readsWhatTfdvWrote() throws IOException {
    for (String shard : List.of("-00000-of-00003", "-00001-of-00003", "-00002-of-00003")) {
      Files.write(directory.resolve("stats" + shard), golden("sharded" + shard + ".gz"));
    }
    assertThat(sorted(StatisticsFiles.read(prefix)))
        .isEqualTo(sorted(DatasetFeatureStatisticsList.parseFrom(golden("sliced.pb.gz"))));
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            StatisticsShardsTest.class.getResourceAsStream("/golden/statistics/" + name))) {
      return in.readAllBytes();
    }
  }

  private static DatasetFeatureStatisticsList sorted(DatasetFeatureStatisticsList list) {
    DatasetFeatureStatisticsList.Builder sorted = DatasetFeatureStatisticsList.newBuilder();
    list.getDatasetsList().stream()
        .sorted(Comparator.comparing(DatasetFeatureStatistics::getName))
        .forEach(
            dataset -> {
              List<FeatureNameStatistics> features =
                  dataset.getFeaturesList().stream()
                      .sorted(Comparator.comparing(feature -> FeaturePath.of(feature.getPath())))
                      .toList();
              sorted.addDatasets(dataset.toBuilder().clearFeatures().addAllFeatures(features));
            });
    return sorted.build();
  }

  /** Two slices, of two features and a pair of them, of one, and of none: five to share out. */
  private static final String FIVE =
      """
      datasets {
        name: 'All Examples'
        num_examples: 4
        features { path { step: 'a' } type: FLOAT num_stats { mean: 1 } }
        features { path { step: 'b' } type: STRING custom_stats { name: 'c' num: 2 } }
        cross_features { path_x { step: 'a' } path_y { step: 'b' } count: 3 }
      }
      datasets { name: 'b_x' num_examples: 2 features { path { step: 'a' step: 'b' } } }
      datasets { name: 'b_y' weighted_num_examples: 0.5 }
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 9})
  void readsWhatItWroteInTheSameOrder(int shards) throws IOException {
    DatasetFeatureStatisticsList list = list(FIVE);
    int count = StatisticsShards.write(prefix, list, shards);
    assertThat(count).isEqualTo(Math.min(shards, 5));
    assertThat(StatisticsShards.files(prefix)).hasSize(count);
    assertThat(StatisticsFiles.read(prefix)).isEqualTo(list);
  }

  @Test
  void everyShardHasItsPartWithTheNumberOfExamples() throws IOException {
    StatisticsShards.write(prefix, list(FIVE), 2);
    assertThat(names()).containsExactly("stats-00000-of-00002", "stats-00001-of-00002");
    // 5 * 1 / 2 = 2 features go into the first one.
    Path alone = directory.resolve("alone.tfrecord");
    Files.copy(shard(0, 2), alone);
    assertThat(StatisticsFiles.read(alone))
        .isEqualTo(
            list(
                """
                datasets {
                  name: 'All Examples'
                  num_examples: 4
                  features { path { step: 'a' } type: FLOAT num_stats { mean: 1 } }
                  features { path { step: 'b' } type: STRING custom_stats { name: 'c' num: 2 } }
                }
                """));
  }

  @Test
  void ofNothingThereIsOneShard() throws IOException {
    assertThat(StatisticsShards.write(prefix, DatasetFeatureStatisticsList.getDefaultInstance(), 4))
        .isEqualTo(1);
    // As TFDV, which then gives a placeholder.
    assertThat(StatisticsFiles.read(prefix)).isEqualTo(list("datasets {}"));
  }

  @Test
  void aFileOfThatVeryNameGoesFirst() throws IOException {
    Path both = directory.resolve("stats.pbtxt");
    StatisticsShards.write(both, list(FIVE), 2);
    assertThat(StatisticsFiles.read(both)).isEqualTo(list(FIVE));
    Files.writeString(both, "datasets { name: 'x' }");
    assertThat(StatisticsFiles.read(both)).isEqualTo(list("datasets { name: 'x' }"));
  }

  @Test
  void otherPrefixesAreOthers() throws IOException {
    StatisticsShards.write(directory.resolve("stats-2"), list(FIVE), 2);
    Files.writeString(directory.resolve("stats-00000-of-00002.accumulator"), "");
    assertThat(StatisticsShards.files(prefix)).isEmpty();
    assertThatThrownBy(() -> StatisticsFiles.read(prefix))
        .isInstanceOf(IOException.class)
        .hasMessage(
            prefix + ": no such file, and no shards stats-SSSSS-of-NNNNN (expected: statistics)");
  }

  @Test
  void allShardsMustBeThere() throws IOException {
    StatisticsShards.write(prefix, list(FIVE), 3);
    Files.delete(shard(1, 3));
    assertRefused(shard(1, 3) + ": no such file (expected: all 3 shards of " + prefix + ")");
    Files.delete(shard(2, 3));
    assertRefused(shard(1, 3) + ": no such file (expected: all 3 shards of " + prefix + ")");
  }

  @Test
  void noneMayBeTooMany() throws IOException {
    StatisticsShards.write(prefix, list(FIVE), 2);
    Files.copy(shard(0, 2), shard(2, 2));
    assertRefused(shard(2, 2) + ": a shard too many (expected: 2 of " + prefix + ")");
  }

  @Test
  void allMustBeOfOneNumber() throws IOException {
    StatisticsShards.write(prefix, list(FIVE), 1);
    StatisticsShards.write(prefix, list(FIVE), 2);
    assertRefused(
        "shards of different numbers, ["
            + shard(0, 1)
            + ", "
            + shard(0, 2)
            + ", "
            + shard(1, 2)
            + "]");
  }

  @Test
  void damageIsToldOfTheShard() throws IOException {
    StatisticsShards.write(prefix, list(FIVE), 2);
    Path second = shard(1, 2);
    byte[] whole = Files.readAllBytes(second);
    Files.write(second, Arrays.copyOf(whole, whole.length - 1));
    assertRefused(
        "%s, byte 0: the file ends within a record, after %d of its %d bytes"
            .formatted(second, whole.length - 1, whole.length));
    byte[] flipped = whole.clone();
    flipped[15] ^= 1;
    Files.write(second, flipped);
    assertRefused(second + ", byte 0: the checksum of a record's data does not fit");
    Files.write(second, new byte[0]);
    assertRefused(second + ": no record (expected: at least one in every shard)");
    try (TfRecordWriter writer = TfRecordWriter.open(second)) {
      writer.write(new byte[] {10, 127}, 0, 2);
    }
    assertRefused(second + ": damaged, or cut off (expected: statistics)");
  }

  @Test
  void aContradictionIsToldOfTheShard() throws IOException {
    StatisticsFiles.writeRecord(shard(0, 2), list("datasets { num_examples: 3 }"));
    StatisticsFiles.writeRecord(shard(1, 2), list("datasets { num_examples: 4 }"));
    assertRefused(shard(1, 2) + ": num_examples: 4 (expected: 3, as in the shards before)");
  }

  @Test
  void oneShardIsNotTakenForTheWhole() throws IOException {
    StatisticsShards.write(prefix, list(FIVE), 2);
    assertThatThrownBy(() -> StatisticsFiles.read(shard(0, 2)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            shard(0, 2)
                + ": one of several shards (expected: their prefix, without -SSSSS-of-NNNNN)");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> StatisticsFiles.read(prefix))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private Path shard(int shard, int shards) {
    return directory.resolve("stats-0000" + shard + "-of-0000" + shards);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static DatasetFeatureStatisticsList list(String text) throws IOException {
    DatasetFeatureStatisticsList.Builder list = DatasetFeatureStatisticsList.newBuilder();
    TextFormat.merge(text, list);
    return list.build();
  }
}
