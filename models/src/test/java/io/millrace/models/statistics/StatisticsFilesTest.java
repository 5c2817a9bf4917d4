package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.files.tfrecord.TfRecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

class StatisticsFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"FeatureStats.pb", "stats.tfrecord", "stats.pbtxt"})
  void readsWhatItWrote(String name, @TempDir Path directory) throws IOException {
    DatasetFeatureStatisticsList list = list();
    Path file = directory.resolve(name);
    StatisticsFiles.write(file, list);
    assertThat(StatisticsFiles.read(file)).isEqualTo(list);
  }

  @Test
  void recordIsFramedAsTfRecordsAre(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("stats.tfrecord");
    StatisticsFiles.write(file, DatasetFeatureStatisticsList.getDefaultInstance());
    // Length 0, its masked CRC-32C, and that of no bytes.
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
        .isEqualTo("000000000000000029039807d8ea82a2");
  }

  @Test
  void seesDamage(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("stats.tfrecord");
    StatisticsFiles.write(file, list());
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> StatisticsFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the checksum of a record's data does not fit");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> StatisticsFiles.read(file))
        .hasMessageContaining("the file ends within a record, after 3 of its 12 bytes");
  }

  @Test
  void readsTheNameThatTfxUsedBefore(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("stats_tfrecord");
    StatisticsFiles.writeRecord(file, list());
    assertThat(StatisticsFiles.read(file)).isEqualTo(list());
  }

  @Test
  void aFileHasOneRecordAsInTfdv(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("stats.tfrecord");
    StatisticsFiles.write(file, list());
    byte[] one = Files.readAllBytes(file);
    Files.write(file, one, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> StatisticsFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": 2 records (expected: one; ");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> StatisticsFiles.read(file))
        .hasMessageStartingWith(file + ": no record (expected: one; ");
  }

  @Test
  void tellsARecordOfStatisticsFromExamples(@TempDir Path directory) throws IOException {
    Path stats = directory.resolve("stats.tfrecord");
    StatisticsFiles.write(stats, list());
    assertThat(StatisticsFiles.isNameOfStatistics(stats)).isTrue();
    Path examples = directory.resolve("examples.tfrecord");
    Features.Builder features = Features.newBuilder();
    features.putFeature("a", Feature.getDefaultInstance());
    features.putFeature(
        "b",
        Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(-1).addValue(7)).build());
    for (Features each : List.of(features.build(), Features.getDefaultInstance())) {
      try (TfRecordWriter writer = TfRecordWriter.open(examples)) {
        byte[] example = Example.newBuilder().setFeatures(each).build().toByteArray();
        writer.write(example, 0, example.length);
      }
      assertThat(StatisticsFiles.isNameOfStatistics(examples)).isFalse();
    }
    assertThat(StatisticsFiles.isNameOfStatistics(directory.resolve("*.tfrecord"))).isFalse();
    assertThat(StatisticsFiles.isNameOfStatistics(directory.resolve("gone.pb"))).isTrue();
    assertThat(StatisticsFiles.isNameOfStatistics(directory.resolve("a.csv"))).isFalse();
  }

  @Test
  void skipsFieldsItDoesNotKnow(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("stats.pbtxt");
    Files.writeString(file, "datasets { name: 'x' some_new_field { a: 1 } num_examples: 3 }");
    assertThat(StatisticsFiles.read(file).getDatasets(0).getNumExamples()).isEqualTo(3);
  }

  @Test
  void namesTheExtensionsItKnows(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("stats.json"), "{}");
    String message = "stats.json (expected: extension .pb, .tfrecord or .pbtxt)";
    assertThatThrownBy(() -> StatisticsFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> StatisticsFiles.write(file, list())).hasMessageContaining(message);
  }

  private static DatasetFeatureStatisticsList list() {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    statistics.add(Batches.of("s", BytesColumn.of("é", "\"", null)));
    DatasetFeatureStatisticsList.Builder list = DatasetFeatureStatisticsList.newBuilder();
    list.addDatasets(statistics.toProto("All Examples"));
    Any text = Any.pack(NaturalLanguageStatistics.newBuilder().setFeatureCoverage(0.5).build());
    list.getDatasetsBuilder(0)
        .getFeaturesBuilder(0)
        .addCustomStats(CustomStatistic.newBuilder().setName("nl_statistics").setAny(text));
    return list.build();
  }
}
