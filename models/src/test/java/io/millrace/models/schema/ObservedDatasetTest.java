package io.millrace.models.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Path;

class ObservedDatasetTest {
  @Test
  void readsNamesAsPaths() {
    ObservedDataset dataset =
        observe(
            """
            features { name: "s.b.c" type: INT num_stats {} }
            features { name: "s" type: STRUCT struct_stats {} }
            features { name: "s.b" type: STRUCT struct_stats {} }
            features { name: "s.a.x" type: INT num_stats {} }
            features { name: "sx" type: INT num_stats {} }
            features { name: "t.u" type: INT num_stats {} }
            features { name: "empty" }
            """);
    assertThat(dataset.roots())
        .extracting(f -> steps(f))
        .containsExactly(List.of("s"), List.of("sx"), List.of("t.u"));
    ObservedFeature struct = dataset.roots().get(0);
    assertThat(dataset.children(struct))
        .extracting(f -> steps(f))
        .containsExactly(List.of("s", "a.x"), List.of("s", "b"));
    assertThat(dataset.find(Path.newBuilder().addStep("s").addStep("b").addStep("c").build()))
        .isNotNull();
  }

  @Test
  void refusesAMixOfNamesAndPaths() {
    assertThatThrownBy(
            () -> observe("features { name: 'a' } features { path { step: 'b' step: 'c.d' } }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "features: \"a\" has a name, and b.'c.d' has a path (expected: a path for all"
                + " features, or a name for all)");
    assertThatThrownBy(() -> observe("features { path {} }"))
        .hasMessage("features: an empty path (expected: at least one step)");
  }

  @Test
  void countsByWeightOnlyIfAllFeaturesAreWeighted() {
    String weighted =
        "features { path { step: 'w' } num_stats { common_stats { num_non_missing: 1"
            + " weighted_common_stats { num_non_missing: 2.5 } } } }";
    String plain = "features { path { step: 'p' } num_stats { common_stats {} } }";
    String counts = "num_examples: 1 weighted_num_examples: 2.5 ";
    assertThat(observe(counts + weighted).numExamples()).isEqualTo(2.5);
    assertThat(observe(counts + weighted).roots().get(0).numPresent()).isEqualTo(2.5);
    assertThat(observe(counts + weighted + plain).numExamples()).isEqualTo(1);
    assertThat(observe("num_examples: 1 " + weighted).numExamples()).isEqualTo(1);
  }

  private static List<String> steps(ObservedFeature feature) {
    return List.copyOf(feature.path().getStepList());
  }

  private static ObservedDataset observe(String text) {
    try {
      return ObservedDataset.of(TextFormat.parse(text, DatasetFeatureStatistics.class));
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
