package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;

/** What is expected is what {@code merge_util} of tfx_bsl 1.16.1 gave for the same parts. */
class PartialStatisticsTest {

  @Test
  void ofNothingThereIsAPlaceholder() throws IOException {
    assertMerged("datasets {}");
  }

  @Test
  void dataSetsGoByTheirNames() throws IOException {
    assertMerged(
        "datasets { name: 'a' num_examples: 3 } datasets { name: 'b' }",
        "datasets { name: 'a' num_examples: 3 }",
        "datasets { name: 'a' }",
        "datasets { name: 'b' }");
  }

  @Test
  void partsOfAFeatureAreMergedFieldByField() throws IOException {
    assertMerged(
        """
        datasets {
          features {
            path { step: 'x' }
            num_stats { mean: 2 median: 3 histograms { num_nan: 1 } histograms { num_nan: 2 } }
            custom_stats { name: 'c' num: 1 }
            custom_stats { name: 'c' num: 1 }
          }
        }
        """,
        feature("path { step: 'x' } num_stats { mean: 1 histograms { num_nan: 1 } }"),
        feature(
            "path { step: 'x' } num_stats { mean: 2 median: 3 histograms { num_nan: 2 } }"
                + " custom_stats { name: 'c' num: 1 }"),
        feature("path { step: 'x' } custom_stats { name: 'c' num: 1 }"));
  }

  @Test
  void aNameIsNoPathAndADotNoStep() throws IOException {
    assertMerged(
        """
        datasets {
          features { name: 'x' num_stats { mean: 1 } }
          features { path { step: 'x' } num_stats { median: 3 } }
          features { path { step: 'x' step: 'y' } }
          features { path { step: 'x.y' } }
        }
        """,
        feature("name: 'x' num_stats { mean: 1 }"),
        feature("path { step: 'x' } num_stats { median: 3 }"),
        feature("path { step: 'x' step: 'y' }"),
        feature("path { step: 'x.y' }"));
  }

  @Test
  void anIntegersTypeIsAsIfItWereNotSet() throws IOException {
    assertMerged(
        feature("path { step: 'x' } type: FLOAT"),
        feature("path { step: 'x' } type: FLOAT"),
        feature("path { step: 'x' } type: INT"));
  }

  @Test
  void pairsOfFeaturesAreMergedToo() throws IOException {
    assertMerged(
        """
        datasets {
          cross_features {
            path_x { step: 'x' } path_y { step: 'y' }
            count: 5
            num_cross_stats { correlation: 3 covariance: 3 }
          }
        }
        """,
        pair("num_cross_stats { correlation: 3 }"),
        pair("count: 5 num_cross_stats { covariance: 3 }"));
  }

  @Test
  void contradictionsNameTheFeatureAndBothValues() {
    assertRefused(
        "data set a: num_examples: 4 (expected: 3, ",
        "datasets { name: 'a' num_examples: 3 }",
        "datasets { name: 'a' num_examples: 4 }");
    assertRefused(
        "weighted_num_examples: 0.5 (expected: 3.0, ",
        "datasets { weighted_num_examples: 3 }",
        "datasets { weighted_num_examples: 0.5 }");
    assertRefused(
        "feature x.y: type: STRING (expected: FLOAT, ",
        feature("path { step: 'x' step: 'y' } type: FLOAT"),
        feature("path { step: 'x' step: 'y' } type: STRING"));
    assertRefused(
        "feature x: statistics: STRING_STATS (expected: NUM_STATS, ",
        feature("name: 'x' num_stats { mean: 1 }"),
        feature("name: 'x' string_stats { unique: 1 }"));
    assertRefused("features x and y: count: 4 (expected: 3, ", pair("count: 3"), pair("count: 4"));
    assertRefused(
        "features x and y: statistics: CATEGORICAL_CROSS_STATS (expected: NUM_CROSS_STATS, ",
        pair("num_cross_stats {}"),
        pair("categorical_cross_stats {}"));
  }

  /** Here TFDV errs: it compares them as 32-bit integers, which 3 and 2^32 + 3 are the same of. */
  @Test
  void numbersOfExamplesAreComparedInAllTheirBits() {
    assertRefused(
        "num_examples: 4294967299 (expected: 3, as in the shards before)",
        "datasets { num_examples: 3 }",
        "datasets { num_examples: 4294967299 }");
  }

  private static String feature(String text) {
    return "datasets { features { " + text + " } }";
  }

  private static String pair(String text) {
    return "datasets { cross_features { path_x { step: 'x' } path_y { step: 'y' } " + text + " } }";
  }

  private static void assertMerged(String expected, String... parts) throws IOException {
    assertThat(merge(parts)).isEqualTo(list(expected));
  }

  private static void assertRefused(String message, String... parts) {
    assertThatThrownBy(() -> merge(parts))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("stats-00001-of-00002: " + message);
  }

  private static DatasetFeatureStatisticsList merge(String... parts) throws IOException {
    PartialStatistics merged = new PartialStatistics();
    for (String part : List.of(parts)) {
      merged.add(Path.of("stats-00001-of-00002"), list(part));
    }
    return merged.toProto();
  }

  private static DatasetFeatureStatisticsList list(String text) throws IOException {
    DatasetFeatureStatisticsList.Builder list = DatasetFeatureStatisticsList.newBuilder();
    TextFormat.merge(text, list);
    return list.build();
  }
}
