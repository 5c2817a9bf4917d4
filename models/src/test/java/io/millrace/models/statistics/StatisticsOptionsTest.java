package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.Compat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

class StatisticsOptionsTest {
  private static final StatisticsOptions DEFAULTS = StatisticsOptions.defaults();

  /** TensorFlow Data Validation's: {@code stats_options.py}. */
  @Test
  void startsWithTfdvsDefaults() {
    assertThat(DEFAULTS.numTopValues()).isEqualTo(20);
    assertThat(DEFAULTS.frequencyThreshold()).isEqualTo(1);
    assertThat(DEFAULTS.weightedFrequencyThreshold()).isEqualTo(1);
    assertThat(DEFAULTS.numRankHistogramBuckets()).isEqualTo(1000);
    assertThat(DEFAULTS.numValuesHistogramBuckets()).isEqualTo(10);
    assertThat(DEFAULTS.numHistogramBuckets()).isEqualTo(10);
    assertThat(DEFAULTS.numQuantilesHistogramBuckets()).isEqualTo(10);
    assertThat(DEFAULTS.epsilon()).isEqualTo(0.01);
    assertThat(DEFAULTS.sampleRate()).isEqualTo(1);
    assertThat(DEFAULTS.addDefaultGenerators()).isTrue();
    assertThat(DEFAULTS.enableSemanticDomainStats()).isFalse();
  }

  /** As {@code StatsOptions(...).to_json()} of TFDV 1.16 spells its fields. */
  @Test
  void readsTfdvsNames() throws IOException {
    StatisticsOptions read =
        StatisticsOptionsJson.read(
            """
            {"_generators": null, "label_feature": "l", "weight_feature": "w", "_sample_rate": 0.5,
             "num_top_values": 7, "_vocab_paths": {"v": "x"}, "epsilon": 0.02, "TYPE_NAME": "StatsOptions",
             "_use_sketch_based_topk_uniques": true}
            """);
    assertThat(read)
        .isEqualTo(
            DEFAULTS
                .withLabelFeature("l")
                .withWeightFeature("w")
                .withSampleRate(0.5)
                .withNumTopValues(7)
                .withVocabPaths(Map.of("v", "x"))
                .withEpsilon(0.02)
                .withUseSketchBasedTopkUniques(true));
  }

  @Test
  void survivesJson() throws IOException {
    assertThat(StatisticsOptionsJson.read(StatisticsOptionsJson.write(DEFAULTS)))
        .isEqualTo(DEFAULTS);
    StatisticsOptions all =
        DEFAULTS
            .withSchema(Schema.newBuilder().addFeature(Feature.newBuilder().setName("é")).build())
            .withLabelFeature("label")
            .withWeightFeature("w")
            .withPerFeatureWeightOverride(Map.of(FeaturePath.of("a", "b.c"), "w2"))
            .withSlicingConfig(
                new Slicing(
                    List.of(SliceSpec.of("x"), new SliceSpec(List.of("y"), Map.of("z", "1")))))
            .withSampleRate(0.5)
            .withNumTopValues(2)
            .withFrequencyThreshold(3)
            .withWeightedFrequencyThreshold(0.5)
            .withNumRankHistogramBuckets(4)
            .withNumValuesHistogramBuckets(5)
            .withNumHistogramBuckets(6)
            .withNumQuantilesHistogramBuckets(7)
            .withEpsilon(0.02)
            .withInferTypeFromSchema(true)
            .withDesiredBatchSize(8)
            .withEnableSemanticDomainStats(true)
            .withSemanticDomainStatsSampleRate(0.25)
            .withVocabPaths(Map.of("v", "/tmp/v.txt"))
            .withAddDefaultGenerators(false)
            .withFeatureAllowlist(List.of(FeaturePath.of("a"), FeaturePath.of("b", "c")))
            .withUseSketchBasedTopkUniques(true)
            .withExperimentalResultPartitions(9)
            .withExperimentalNumFeaturePartitions(10)
            .withExperimentalFilterReadPaths(true)
            .withPerFeatureStatsConfig(
                new HistogramSelection(
                    Set.of(FeaturePath.of("h")), HistogramSelection.Mode.INCLUDE))
            .withGenerators(Map.of("kind", Map.of("setting", "1")))
            .withCompat(Compat.TFDV);
    assertThat(StatisticsOptionsJson.read(StatisticsOptionsJson.write(all))).isEqualTo(all);
    assertThat(all).isNotEqualTo(all.withNumTopValues(3));
    assertThat(all.countsLike(all.withNumTopValues(3))).isTrue();
    assertThat(all.countsLike(all.withEpsilon(0.03))).isFalse();
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> DEFAULTS.withSampleRate(0)).hasMessageStartingWith("sampleRate: 0.0");
    assertThatThrownBy(() -> DEFAULTS.withNumValuesHistogramBuckets(1))
        .hasMessage("numValuesHistogramBuckets: 1 (expected: >= 2)");
    assertThatThrownBy(() -> DEFAULTS.withEpsilon(1))
        .hasMessage("epsilon: 1.0 (expected: 0.0001..0.5)");
    assertThatThrownBy(() -> StatisticsOptionsJson.read("{\"numTopValue\": 3}"))
        .isInstanceOf(IOException.class)
        .hasMessage("option: numTopValue (expected: an option of statistics)");
    assertThatThrownBy(
            () -> new DatasetStatistics(DEFAULTS.withGenerators(Map.of("no such", Map.of()))))
        .hasMessageStartingWith("generator: no such (expected: one of ");
  }
}
