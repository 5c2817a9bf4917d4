package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.Schema;

class StatisticsCopyTest {
  private static final int ROWS = 3_000;

  static Stream<StatisticsOptions> options() throws Exception {
    StatisticsOptions defaults = StatisticsOptions.defaults();
    Schema schema =
        TextFormat.parse(
            "feature { name: 'label' type: BYTES }"
                + " weighted_feature { name: 'w' feature { step: 'number' }"
                + " weight_feature { step: 'weight' } }",
            Schema.class);
    return Stream.of(
        defaults,
        defaults.withWeightFeature("weight"),
        defaults.withWeightFeature("weight").withUseSketchBasedTopkUniques(true),
        defaults.withUseSketchBasedTopkUniques(false),
        defaults
            .withSchema(schema)
            .withLabelFeature("label")
            .withEnableSemanticDomainStats(true)
            .withGenerators(
                Map.of("MutualInformation", Map.of(), "SkLearnMutualInformation", Map.of())));
  }

  @ParameterizedTest
  @MethodSource("options")
  void aCopyWritesTheSameBytesAndGoesOnAlike(StatisticsOptions options) throws Exception {
    DatasetStatistics original = new DatasetStatistics(options);
    Random random = new Random(1);
    // More different strings than are kept, and more numbers than a buffer holds.
    for (int batch = 0; batch < 6; batch++) {
      original.add(rows(random));
    }
    DatasetStatistics copy = original.copy();
    assertThat(bytes(copy)).isEqualTo(bytes(original));
    assertThat(copy.toProto("a")).isEqualTo(original.toProto("a"));

    String before = bytes(original);
    ColumnBatch more = rows(random);
    copy.add(more);
    assertThat(bytes(original)).isEqualTo(before);
    original.add(more);
    assertThat(bytes(copy)).isEqualTo(bytes(original));
  }

  @ParameterizedTest
  @MethodSource("options")
  void aCopyOfNoRowsTakesThem(StatisticsOptions options) throws Exception {
    DatasetStatistics original = new DatasetStatistics(options);
    DatasetStatistics copy = original.copy();
    ColumnBatch rows = rows(new Random(2));
    original.add(rows);
    copy.add(rows);
    assertThat(bytes(copy)).isEqualTo(bytes(original));
  }

  private static ColumnBatch rows(Random random) {
    double[] numbers = new double[ROWS];
    double[] weights = new double[ROWS];
    String[] names = new String[ROWS];
    String[] labels = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      numbers[row] = row % 7 == 0 ? Double.NaN : random.nextGaussian();
      weights[row] = random.nextInt(3) / 2.0;
      names[row] = "n" + (row % 3 == 0 ? random.nextInt(9) : random.nextInt());
      labels[row] = random.nextBoolean() ? "yes" : "no";
    }
    return Batches.of(
        List.of("number", "weight", "name", "label"),
        List.of(
            FloatColumn.of(numbers),
            FloatColumn.of(weights),
            BytesColumn.of(names),
            BytesColumn.of(labels)));
  }

  private static String bytes(DatasetStatistics statistics) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.writeTo(new DataOutputStream(bytes));
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
