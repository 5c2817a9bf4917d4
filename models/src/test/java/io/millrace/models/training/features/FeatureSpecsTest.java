package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.training.Rows;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Schema;

class FeatureSpecsTest {
  private static final String SCHEMA =
      """
      feature { name: "row" type: INT }
      feature { name: "user" type: BYTES }
      feature { name: "hash" type: INT }
      feature { name: "unit" type: BYTES }
      feature { name: "one" type: FLOAT }
      feature { name: "nothing" type: FLOAT }
      feature { name: "gone" type: FLOAT }
      feature { name: "old" type: FLOAT lifecycle_stage: DEPRECATED }
      feature { name: "note" type: BYTES natural_language_domain {} }
      feature { name: "normal" type: FLOAT }
      feature { name: "fare" type: FLOAT }
      feature { name: "city" type: BYTES }
      feature { name: "zone" type: INT int_domain { is_categorical: true } }
      feature { name: "flag" type: INT bool_domain {} }
      feature { name: "seen" type: INT time_domain { integer_format: UNIX_SECONDS } }
      feature { name: "tags" type: BYTES }
      feature { name: "prices" type: FLOAT }
      feature { name: "y" type: FLOAT }
      """;

  @Test
  void suggestsAFeatureForEveryColumnThatCanBeLearntFrom() throws Exception {
    Schema schema = TextFormat.parse(SCHEMA, Schema.class);
    DatasetStatistics statistics =
        new DatasetStatistics(StatisticsOptions.defaults().withSchema(schema));
    ColumnBatch rows = rows();
    statistics.add(rows);
    FeatureSpecs.Suggestion suggestion = FeatureSpecs.suggest(schema, statistics, Set.of("y"));
    assertThat(suggestion.leftOut())
        .containsExactly(
            entry("row", "an id: a different integer in every row"),
            entry("user", "an id: 2000 different ones among 2000 values"),
            entry("hash", "an id: integers of up to 9.0E18"),
            entry("unit", "always the same value"),
            entry("one", "always 1.0"),
            entry("nothing", "without a value in all 2000 rows"),
            entry("gone", "not in the statistics"),
            entry("old", "its stage in the schema is DEPRECATED"),
            entry("note", "free text"));
    assertThat(suggestion.features())
        .containsExactly(
            FeatureSpec.numeric("normal"),
            FeatureSpec.log("fare"),
            // 0.25-th powers of 20 and 300: 2.1 and 4.2.
            FeatureSpec.of("city", new Vocabulary(20, 1, 5, 3, Pooling.NONE, "")),
            FeatureSpec.of("zone", new Vocabulary(300, 1, 5, 5, Pooling.NONE, "")),
            FeatureSpec.of("flag", new Vocabulary(2, 1, 5, 0, Pooling.NONE, "")),
            FeatureSpec.of(
                "seen",
                new CyclicTime(
                    List.of(CyclicTime.Part.values()), "UTC", CyclicTime.Unit.SECONDS, 2)),
            FeatureSpec.of("tags", new Vocabulary(5, 1, 5, 2, Pooling.MEAN, "")),
            FeatureSpec.of("prices", new Standardize(0.001, Missing.WHEN_SEEN, Pooling.MEAN, "")),
            FeatureSpec.cyclicTime(2));
    // What is suggested can be fitted and run.
    EncodedRows encoded =
        Encoding.encode(Encoding.fit(suggestion.features(), List.of(rows)), List.of(rows));
    assertThat(encoded.count()).isEqualTo(2000);
  }

  private static ColumnBatch rows() {
    Rows rows =
        Rows.of(
            "row", ValueType.INT,
            "user", ValueType.STRING,
            "hash", ValueType.INT,
            "unit", ValueType.STRING,
            "one", ValueType.FLOAT,
            "nothing", ValueType.FLOAT,
            "old", ValueType.FLOAT,
            "note", ValueType.STRING,
            "normal", ValueType.FLOAT,
            "fare", ValueType.FLOAT,
            "city", ValueType.STRING,
            "zone", ValueType.INT,
            "flag", ValueType.INT,
            "seen", ValueType.INT,
            "tags", ValueType.STRING,
            "prices", ValueType.FLOAT,
            "y", ValueType.FLOAT);
    Random random = new Random(8);
    for (int i = 0; i < 2000; i++) {
      rows.add(
          1000L + i,
          "user" + i,
          i == 7 ? 9_000_000_000_000_000_000L : random.nextLong() >> 2,
          "km",
          1d,
          null,
          random.nextDouble(),
          "It was fine " + i,
          random.nextGaussian(),
          Math.exp(1.5 * random.nextGaussian()),
          "city" + i % 20,
          (long) (i % 300),
          (long) (i % 2),
          1_700_000_000L + 1000L * i,
          List.of("tag" + i % 5, "tag" + i % 3),
          List.of(random.nextDouble(), 2d),
          random.nextDouble());
    }
    return rows.batch();
  }
}
