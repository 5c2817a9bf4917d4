package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

/** What all kinds have in common. */
class EveryKindTest {
  private static final int ROWS = 400;

  static Stream<ExtraStatisticsKind> kinds() {
    return ServiceLoader.load(ExtraStatisticsKind.class).stream().map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void mergingAnySplitGivesWhatAllRowsAtOnceGive(ExtraStatisticsKind kind) throws IOException {
    ColumnBatch batch = batch();
    double[] weights = weights();
    ExtraStatistics whole = kind.create(options());
    whole.add(batch, weights);
    assertThat(Extras.result(whole)).isNotEqualTo(DatasetFeatureStatistics.getDefaultInstance());

    Random random = new Random(11);
    for (int i = 0; i < 5; i++) {
      int cut = random.nextInt(ROWS + 1);
      int second = cut + random.nextInt(ROWS + 1 - cut);
      ExtraStatistics merged = kind.create(options());
      merged.merge(part(kind, batch, weights, second, ROWS));
      ExtraStatistics middle = part(kind, batch, weights, cut, second);
      middle.merge(kind.create(options()));
      merged.merge(middle);
      merged.merge(part(kind, batch, weights, 0, cut));
      assertThat(rounded(merged)).isEqualTo(rounded(whole));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsWrittenIsReadBack(ExtraStatisticsKind kind) throws IOException {
    ExtraStatistics whole = part(kind, batch(), weights(), 0, ROWS);
    ExtraStatistics read = copy(kind, whole);
    assertThat(Extras.result(read)).isEqualTo(Extras.result(whole));

    // It goes on from there.
    whole.add(batch(), weights());
    read.add(batch(), weights());
    assertThat(rounded(read)).isEqualTo(rounded(whole));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void mergingLeavesTheOtherAsItIs(ExtraStatisticsKind kind) {
    ExtraStatistics other = part(kind, batch(), weights(), 0, ROWS);
    DatasetFeatureStatistics before = Extras.result(other);
    ExtraStatistics into = kind.create(options());
    into.merge(other);
    into.add(batch(), weights());
    assertThat(Extras.result(other)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isOnlyWantedWhenAskedFor(ExtraStatisticsKind kind) {
    assertThat(kind.isWanted(StatisticsOptions.defaults())).isFalse();
    assertThat(kind.isWanted(options())).isTrue();
  }

  /** Others are read all the same: to slice by, as weights and parts, or as the label. */
  @ParameterizedTest
  @MethodSource("kinds")
  void tellsOnlyOfAllowedFeatures(ExtraStatisticsKind kind) {
    ExtraStatistics extra =
        kind.create(options().withFeatureAllowlist(List.of(FeaturePath.of("tags"))));
    extra.add(batch(), weights());
    DatasetFeatureStatistics told = Extras.result(extra);
    assertThat(told.getFeaturesList())
        .extracting(feature -> feature.getPath().getStep(0))
        .isSubsetOf("tags", "sparse", "weighted");
    assertThat(told.getCrossFeaturesList())
        .extracting(cross -> cross.getPathX().getStep(0))
        .isSubsetOf("tags");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noRowsAreNoProblem(ExtraStatisticsKind kind) throws IOException {
    ExtraStatistics empty = copy(kind, kind.create(options()));
    empty.add(batch().slice(0, 0), new double[0]);
    assertThat(Extras.result(empty)).isEqualTo(Extras.result(kind.create(options())));
  }

  private static ExtraStatistics part(
      ExtraStatisticsKind kind, ColumnBatch batch, double[] weights, int from, int to) {
    ExtraStatistics part = kind.create(options());
    part.add(batch.slice(from, to), Arrays.copyOfRange(weights, from, to));
    return part;
  }

  private static ExtraStatistics copy(ExtraStatisticsKind kind, ExtraStatistics statistics)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.writeTo(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    ExtraStatistics read = kind.read(in, options());
    assertThat(in.read()).isEqualTo(-1);
    return read;
  }

  /** Sums of doubles in another order differ in the last digits. */
  private static String rounded(ExtraStatistics statistics) {
    return TextFormat.printer()
        .printToString(Extras.result(statistics))
        .replaceAll("(\\d\\.\\d{6})\\d+", "$1");
  }

  private static StatisticsOptions options() {
    try {
      return StatisticsOptions.defaults()
          .withSchema(
              TextFormat.parse(
                  """
                  feature { name: 'kind' type: BYTES value_count { max: 1 } }
                  feature { name: 'price' type: FLOAT value_count { max: 1 } }
                  feature { name: 'tags' type: BYTES }
                  feature {
                    name: 'words' type: BYTES
                    natural_language_domain {
                      coverage { oov_string_tokens: 'w1' }
                      token_constraints { string_value: 'w2' }
                    }
                  }
                  sparse_feature {
                    name: 'sparse'
                    index_feature { name: 'numbers' }
                    value_feature { name: 'tags' }
                  }
                  weighted_feature {
                    name: 'weighted'
                    feature { step: 'tags' }
                    weight_feature { step: 'numbers' }
                  }
                  """,
                  Schema.class))
          .withLabelFeature("kind")
          .withEnableSemanticDomainStats(true)
          .withGenerators(
              Map.of(
                  "CrossFeatureStatsGenerator", Map.of("sample_rate", "0.7"),
                  "EmptyValueCounterGenerator", Map.of(),
                  "ImageStatsGenerator", Map.of("values_threshold", "1"),
                  "NLDomainInferringStatsGenerator", Map.of("match_ratio", "0.1"),
                  "MutualInformation",
                      Map.of("max_examples_per_partition", "40", "num_partitions", "3"),
                  "SkLearnMutualInformation",
                      Map.of("max_examples_per_partition", "40", "num_partitions", "3")));
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static double[] weights() {
    return new Random(3).doubles(ROWS, 0, 4).toArray();
  }

  /** Rows with something for every kind. */
  private static ColumnBatch batch() {
    Random random = new Random(7);
    Object[] kind = new Object[ROWS];
    Object[] tags = new Object[ROWS];
    Object[] numbers = new Object[ROWS];
    Object[] price = new Object[ROWS];
    Object[] time = new Object[ROWS];
    Object[] image = new Object[ROWS];
    Object[] words = new Object[ROWS];
    for (int i = 0; i < ROWS; i++) {
      kind[i] = random.nextInt(10) == 0 ? null : "kind" + random.nextInt(3);
      tags[i] = random.nextInt(5) == 0 ? null : List.of("t" + random.nextInt(20), "");
      numbers[i] = random.nextInt(5) == 0 ? List.of(1, -1, random.nextInt(9)) : random.nextInt(100);
      price[i] = random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian() * 1e3;
      time[i] = "2018-11-" + (10 + random.nextInt(20));
      image[i] = "BM an image or natural language";
      words[i] = random.nextInt(9) == 0 ? List.of() : List.of("w1", "w" + random.nextInt(50));
    }
    return new Table()
        .with("kind", strings(kind))
        .with("tags", strings(tags))
        .with("numbers", ints(numbers))
        .with("price", floats(price))
        .with("time", strings(time))
        .with("image", strings(image))
        .with("words", strings(words))
        .batch();
  }
}
