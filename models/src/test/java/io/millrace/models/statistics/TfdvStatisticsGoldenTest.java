package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.millrace.models.data.Compat;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.data.files.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;
import org.tensorflow.metadata.v0.Schema;

/**
 * Compares every field with what TensorFlow Data Validation 1.16.1 itself computed from the same
 * files: NaN and infinities, missing and empty lists, strings that are not UTF-8, integers beyond
 * 2^53, lists of lists, structs in structs, weights, slices, lift, texts, times and images.
 *
 * <p>The files are small enough for the quantile sketches to be exact: above, both are right within
 * epsilon, and differ by where their batches end.
 */
class TfdvStatisticsGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final StatisticsOptions TFDV =
      StatisticsOptions.defaults().withCompat(Compat.TFDV);

  private final Path directory;

  TfdvStatisticsGoldenTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource({"plain,false,false", "weighted,true,false", "sliced,false,true"})
  void examples(String golden, boolean weighted, boolean sliced) throws IOException {
    assertSame(golden, "examples.tfrecord", options(weighted, sliced));
  }

  @Test
  void weightedSlices() throws IOException {
    assertSame("weighted-sliced", "examples.tfrecord", options(true, true));
  }

  private static StatisticsOptions options(boolean weighted, boolean sliced) {
    StatisticsOptions options = weighted ? TFDV.withWeightFeature("w") : TFDV;
    return sliced
        ? options.withSlicingConfig(new Slicing(List.of(SliceSpec.of("slice"))))
        : options;
  }

  @Test
  void nestedListsAndStructs() throws IOException {
    assertSame("nested", "nested.parquet", TFDV);
    assertSame("nested-weighted", "nested.parquet", TFDV.withWeightFeature("w"));
  }

  @Test
  void lift() throws IOException {
    assertSame(
        "lift",
        "examples.tfrecord",
        TFDV.withSchema(schema("label.pbtxt"))
            .withLabelFeature("label")
            .withEnableSemanticDomainStats(true)
            .withNumTopValues(5)
            .withNumRankHistogramBuckets(30));
  }

  @Test
  void textsTimesAndImages() throws IOException {
    assertSame(
        "text",
        "text.tfrecord",
        TFDV.withSchema(schema("text.pbtxt"))
            .withVocabPaths(Map.of("v", file("vocabulary.txt").toString()))
            .withEnableSemanticDomainStats(true));
  }

  private void assertSame(String golden, String data, StatisticsOptions options)
      throws IOException {
    DatasetFeatureStatisticsList expected =
        DatasetFeatureStatisticsList.parseFrom(bytes(golden + ".pb.gz"));
    FileFormat format = data.endsWith(".parquet") ? FileFormat.PARQUET : FileFormat.TFRECORD;
    SlicedStatistics statistics = new SlicedStatistics(options);
    try (Workers workers = new Workers(2)) {
      DataFiles.open(List.of(file(data).toString()), ReadOptions.of(format))
          .forEach(workers, BadRows.fail(), batches -> statistics.add(batches, workers));
    }
    List<String> differences = new ArrayList<>();
    compare("", comparable(expected), comparable(statistics.toProto()), differences);
    assertThat(differences).isEmpty();
  }

  /** Features in one order, and without what TFDV draws by lot or says of bytes only. */
  private static DatasetFeatureStatisticsList comparable(DatasetFeatureStatisticsList list)
      throws InvalidProtocolBufferException {
    Map<String, DatasetFeatureStatistics> datasets = new TreeMap<>();
    for (DatasetFeatureStatistics dataset : list.getDatasetsList()) {
      Map<String, FeatureNameStatistics> features = new TreeMap<>();
      for (FeatureNameStatistics feature : dataset.getFeaturesList()) {
        features.put(feature.getPath().getStepList().toString(), comparable(feature));
      }
      Map<String, CrossFeatureStatistics> crosses = new TreeMap<>();
      for (CrossFeatureStatistics cross : dataset.getCrossFeaturesList()) {
        crosses.put(cross.getPathX().getStepList().toString(), cross);
      }
      datasets.put(
          dataset.getName(),
          dataset.toBuilder()
              .clearFeatures()
              .addAllFeatures(features.values())
              .clearCrossFeatures()
              .addAllCrossFeatures(crosses.values())
              .build());
    }
    return DatasetFeatureStatisticsList.newBuilder().addAllDatasets(datasets.values()).build();
  }

  private static FeatureNameStatistics comparable(FeatureNameStatistics feature)
      throws InvalidProtocolBufferException {
    FeatureNameStatistics.Builder result = feature.toBuilder();
    String name = feature.getPath().getStep(0);
    if (name.equals("badutf") || name.equals("img")) {
      // TFDV lists every string that is not UTF-8 under the same label: a stated difference.
      result.getStringStatsBuilder().clearTopValues().clearRankHistogram();
      if (feature.getStringStats().hasWeightedStringStats()) {
        result
            .getStringStatsBuilder()
            .getWeightedStringStatsBuilder()
            .clearTopValues()
            .clearRankHistogram();
      }
    }
    if (name.equals("fspecial")) {
      // With infinities among the values, TFDV's mean depends on where its batches end.
      result.getNumStatsBuilder().clearMean().getWeightedNumericStatsBuilder().clearMean();
    }
    for (CustomStatistic.Builder custom : result.getCustomStatsBuilderList()) {
      if (custom.getName().equals("nl_statistics")) {
        NaturalLanguageStatistics drawn =
            NaturalLanguageStatistics.parseFrom(custom.getAny().getValue());
        custom.setAny(Any.pack(drawn.toBuilder().clearReportedSequences().build()));
      }
    }
    return result.build();
  }

  private static void compare(
      String path, Message expected, Message actual, List<String> differences)
      throws InvalidProtocolBufferException {
    if (expected instanceof Any any && any.is(NaturalLanguageStatistics.class)) {
      compare(
          path,
          any.unpack(NaturalLanguageStatistics.class),
          ((Any) actual).unpack(NaturalLanguageStatistics.class),
          differences);
      return;
    }
    for (FieldDescriptor field : expected.getDescriptorForType().getFields()) {
      String here = path + "." + field.getName();
      if (field.isRepeated()) {
        int count = expected.getRepeatedFieldCount(field);
        if (count != actual.getRepeatedFieldCount(field)) {
          differences.add(here + ": " + actual.getRepeatedFieldCount(field) + ", not " + count);
          continue;
        }
        for (int i = 0; i < count; i++) {
          compare(
              here + "[" + i + "]",
              expected.getRepeatedField(field, i),
              actual.getRepeatedField(field, i),
              differences);
        }
      } else if (field.hasPresence() && expected.hasField(field) != actual.hasField(field)) {
        differences.add(here + ": " + actual.hasField(field) + ", not " + expected.hasField(field));
      } else if (!field.hasPresence() || expected.hasField(field)) {
        compare(here, expected.getField(field), actual.getField(field), differences);
      }
    }
  }

  private static void compare(String path, Object expected, Object actual, List<String> differences)
      throws InvalidProtocolBufferException {
    if (expected instanceof Message message) {
      compare(path, message, (Message) actual, differences);
    } else if (expected instanceof Number number && !(expected instanceof Long)) {
      double wanted = number.doubleValue();
      double found = ((Number) actual).doubleValue();
      // TFDV's differences of weights leave rounding errors where the exact number is 0.
      double slack = TOLERANCE * Math.max(Math.abs(wanted), 1);
      boolean same =
          Double.compare(wanted, found) == 0
              || wanted == found
              || Math.abs(wanted - found) <= slack;
      if (!same) {
        differences.add(path + ": " + found + ", not " + wanted);
      }
    } else if (!expected.equals(actual)) {
      differences.add(path + ": " + actual + ", not " + expected);
    }
  }

  private static Schema schema(String name) throws IOException {
    return TextFormat.parse(new String(bytes(name), StandardCharsets.UTF_8), Schema.class);
  }

  private Path file(String name) throws IOException {
    boolean packed = name.endsWith(".tfrecord");
    return Files.write(directory.resolve(name), bytes(packed ? name + ".gz" : name));
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            TfdvStatisticsGoldenTest.class.getResourceAsStream("/golden/statistics/" + name),
            name)) {
      return name.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    }
  }
}
