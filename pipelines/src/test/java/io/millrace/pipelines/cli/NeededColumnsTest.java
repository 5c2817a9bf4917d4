package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.Slicing;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.models.statistics.StatisticsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.Schema;

class NeededColumnsTest {
  private static final StatisticsOptions FILTERED =
      StatisticsOptions.defaults().withExperimentalFilterReadPaths(true);

  @Test
  void withoutAnythingToGoByAllAreRead() throws Exception {
    assertThat(read(StatisticsOptions.defaults().withSchema(schema())).columns()).isNull();
    assertThat(read(FILTERED).columns()).isNull();
    assertThat(NeededColumns.told(FILTERED)).isEqualTo(FILTERED);
  }

  @Test
  void theSchemasFeaturesAreReadWhereTheyAre() throws Exception {
    ReadOptions read = read(FILTERED.withSchema(schema()));
    assertThat(read.columns()).isEmpty();
    // Sparse and weighted features consist of others, which a schema should name too.
    assertThat(read.schemaColumns()).containsExactlyInAnyOrder("a", "s", "i", "v", "f", "fw");
    assertThat(NeededColumns.told(FILTERED.withSchema(schema())).featureAllowlist())
        .containsExactly(FeaturePath.of("a"), FeaturePath.of("s"));
  }

  @Test
  void whatOthersAreSlicedAndWeighedByIsReadToo() throws Exception {
    ReadOptions read =
        read(
            FILTERED
                .withSchema(schema())
                .withSlicingConfig(Slicing.by("slice"))
                .withWeightFeature("w")
                .withPerFeatureWeightOverride(Map.of(FeaturePath.of("a"), "w2"))
                .withLabelFeature("l")
                .withGenerators(Map.of("MutualInformation", Map.of("label_feature", "l2"))));
    assertThat(read.columns()).containsExactlyInAnyOrder("slice", "w", "w2", "l", "l2");
    assertThat(List.of(read.reads("a"), read.reads("w"), read.reads("other")))
        .containsExactly(true, true, false);
  }

  @Test
  void theAllowlistGoesFirst() throws Exception {
    StatisticsOptions options =
        FILTERED.withSchema(schema()).withFeatureAllowlist(List.of(FeaturePath.of("b", "c")));
    assertThat(read(options).columns()).containsExactly("b");
    assertThat(read(options).schemaColumns()).isEmpty();
    assertThat(NeededColumns.told(options)).isEqualTo(options);
  }

  private static ReadOptions read(StatisticsOptions options) {
    return NeededColumns.read(ReadOptions.of(FileFormat.CSV), options);
  }

  private static Schema schema() throws Exception {
    Schema.Builder schema = Schema.newBuilder();
    TextFormat.merge(
        """
        feature { name: 'a' type: INT }
        feature { name: 's' type: STRUCT struct_domain { feature { name: 'c' type: INT } } }
        sparse_feature { name: 'sf' index_feature { name: 'i' } value_feature { name: 'v' } }
        weighted_feature {
          name: 'wf'
          feature { step: 'f' step: 'g' }
          weight_feature { step: 'fw' }
        }
        """,
        schema);
    return schema.build();
  }

  /** With 3 and 1 for weights; the schema has a feature that the file has not. */
  @Test
  void statisticsAreOfTheSchemasFeaturesOnly(@TempDir Path directory) throws Exception {
    Rides rides = new Rides(directory);
    String schema =
        rides
            .file(
                "schema.pbtxt",
                "feature { name: 'x' type: INT } feature { name: 'gone' type: INT }")
            .toString();
    String options =
        rides.file("options.json", "{\"_experimental_filter_read_paths\": true}").toString();
    DatasetFeatureStatisticsList list =
        StatisticsFiles.read(
            rides.stats(
                "some",
                "x,y,w,country\n1,7,3.0,de\n5,,1.0,fr\n",
                "--schema",
                schema,
                "--options",
                options,
                "--weight",
                "w",
                "--slice",
                "country"));
    assertThat(list.getDatasetsList())
        .extracting(DatasetFeatureStatistics::getName)
        .containsExactly("All Examples", "country_de", "country_fr");
    DatasetFeatureStatistics all = list.getDatasets(0);
    assertThat(all.getFeaturesList())
        .extracting(feature -> FeaturePath.of(feature.getPath()))
        .containsExactly(FeaturePath.of("x"));
    // (1 * 3 + 5 * 1) / 4
    assertThat(all.getFeatures(0).getNumStats().getWeightedNumericStats().getMean()).isEqualTo(2);
    assertThat(all.getNumExamples()).isEqualTo(2);
    assertThat(all.getWeightedNumExamples()).isEqualTo(4);
  }
}
