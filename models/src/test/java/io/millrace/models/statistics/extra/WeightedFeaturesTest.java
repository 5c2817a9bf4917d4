package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

class WeightedFeaturesTest {
  private final WeightedFeatures kind = new WeightedFeatures();

  @Test
  void countsWhatIsMissingAndHowLengthsDiffer() throws TextFormat.ParseException {
    Schema schema =
        TextFormat.parse(
            "weighted_feature { name: 'both' feature { step: 'v' } weight_feature { step: 'w' } }",
            Schema.class);
    StatisticsOptions options = StatisticsOptions.defaults().withSchema(schema);
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            options,
            new Table()
                .with("v", strings(List.of("a", "b"), "c", null, null, List.of("d", "e", "f")))
                .with("w", floats(List.of(0.5, 1.5), null, List.of(1, 2), null, 1))
                .batch());

    assertThat(kind.isWanted(options)).isTrue();
    assertThat(Extras.custom(found, "both"))
        .containsExactly(
            Map.entry("missing_weight", 1.0),
            Map.entry("missing_value", 1.0),
            Map.entry("min_weight_length_diff", -2.0),
            Map.entry("max_weight_length_diff", 2.0));
  }

  @Test
  void isNotWantedOtherwise() {
    assertThat(kind.isWanted(StatisticsOptions.defaults())).isFalse();
  }
}
