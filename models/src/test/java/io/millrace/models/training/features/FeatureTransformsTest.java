package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureTransformsTest {

  @Test
  void allAreFoundByName() {
    assertThat(FeatureTransforms.available().keySet())
        .containsExactly(
            "buckets",
            "cross",
            "cyclic_time",
            "hash",
            "log",
            "min_max",
            "standardize",
            "vocabulary");
  }

  @Test
  void parametersThatAreNotGivenKeepTheirDefaults() {
    assertThat(FeatureTransforms.create("log", Map.of())).isEqualTo(new Log());
    assertThat(FeatureTransforms.create("vocabulary", Map.of("oov_buckets", 3, "pool", "mean")))
        .isEqualTo(new Vocabulary(1000, 3, 1, 8, Pooling.MEAN, ""));
    assertThat(
            FeatureTransforms.create(
                "cyclic_time",
                Map.of("parts", List.of("hour", "day_of_year"), "zone", "-03:30", "dimensions", 2)))
        .isEqualTo(
            new CyclicTime(
                List.of(CyclicTime.Part.HOUR, CyclicTime.Part.DAY_OF_YEAR),
                "-03:30",
                CyclicTime.Unit.MILLISECONDS,
                2));
    assertThat(FeatureTransforms.create("standardize", Map.of("clip", 0, "missing", "never")))
        .isEqualTo(new Standardize(0, Missing.NEVER, Pooling.NONE, ""));
  }

  @Test
  void twoHaveTheirOldNames() {
    assertThat(FeatureTransforms.create("numeric", Map.of())).isEqualTo(new Standardize());
    assertThat(FeatureTransforms.create("category", Map.of("buckets", 300, "dimensions", 4)))
        .isEqualTo(new Vocabulary(300, 4));
  }

  @Test
  void saysWhatIsWrongWithAParameter() {
    rejects("sqrt", Map.of(), "transform: sqrt (expected: one of [buckets, cross, cyclic_time, ");
    rejects(
        "hash",
        Map.of("bucket", 3),
        "hash.bucket: unknown parameter (expected: one of [buckets, dimensions, pool, weights])");
    rejects("hash", Map.of("buckets", 0), "hash.buckets: 0 (expected: >= 1)");
    rejects("hash", Map.of("buckets", 1.5), "hash.buckets: 1.5 (expected: a whole number)");
    rejects("hash", Map.of("buckets", "ten"), "hash.buckets: ten (expected: a whole number)");
    rejects("log", Collections.singletonMap("pool", null), "log.pool: null (expected: one of ");
    rejects("log", Map.of("clip", 0.5), "log.clip: 0.5 (expected: 0 to 0.5 (out))");
    rejects(
        "log",
        Map.of("pool", "median"),
        "log.pool: median (expected: one of [none, mean, sum, max])");
    rejects(
        "log",
        Map.of("weights", "w"),
        "log.weights: w (expected: only with pool: mean, sum or max)");
    rejects("vocabulary", Map.of("oov_buckets", 0), "vocabulary.oov_buckets: 0 (expected: >= 1)");
    rejects(
        "cyclic_time",
        Map.of("zone", "Europe/Berlin"),
        "cyclic_time.zone: Europe/Berlin (expected: UTC or an offset such as +02:00)");
    rejects(
        "cyclic_time",
        Map.of("parts", List.of("minute")),
        "cyclic_time.parts: [\"minute\"] (expected: a list of one of [hour, weekday, ");
    rejects("cyclic_time", Map.of("parts", List.of()), "cyclic_time.parts: [] (expected: at least");
    rejects("cross", Map.of("number_buckets", 1), "cross.number_buckets: 1 (expected: >= 2)");
  }

  @Test
  void saysWhatIsWrongWithAFeature() {
    assertThatThrownBy(() -> FeatureSpec.numeric(""))
        .hasMessage("feature: \"\" (expected: a name)");
    assertThatThrownBy(() -> FeatureSpec.of("x", new Cross()))
        .hasMessage("feature x: columns [x] (expected: two or more for cross)");
    assertThatThrownBy(() -> new FeatureSpec("f", List.of("x", "y"), new Log()))
        .hasMessage("feature f: columns [x, y] (expected: one for log)");
    assertThatThrownBy(() -> FeatureSpec.numeric("event_time"))
        .hasMessage(
            "feature event_time: column \"event_time\" (expected: cyclic_time or cross for it)");
  }

  private static void rejects(String name, Map<String, ?> parameters, String message) {
    assertThatThrownBy(() -> FeatureTransforms.create(name, parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
