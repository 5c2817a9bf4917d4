package io.millrace.transforms.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.Rows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

class MergePartsTest {
  private static final Layout LAYOUT = Rows.layout("count", ValueType.INT);

  /** As when a deployment goes on with an edited schema while a window is open. */
  @Test
  void ofPartsThatDoNotAddUpTheLargerStays() throws Exception {
    StatisticsOptions edited =
        StatisticsOptions.defaults()
            .withSchema(
                TextFormat.parse(
                    "feature { name: 'count' type: INT int_domain { is_categorical: true } }",
                    Schema.class));
    StatisticsPart before =
        CoderUtils.decodeFromByteArray(
            StatisticsPart.coder(edited),
            CoderUtils.encodeToByteArray(
                StatisticsPart.coder(StatisticsOptions.defaults()),
                part(1, StatisticsOptions.defaults(), 1, 2)));
    StatisticsPart few = part(2, edited, 7);
    StatisticsPart many = part(4, edited, 7, 8, 9);
    MergeParts merge = new MergeParts();

    StatisticsPart merged = merge.addInput(merge.addInput(merge.createAccumulator(), before), few);
    assertThat(merged.mark("")).isEqualTo(3);
    assertThat(proto(merged).getFeatures(0).getNumStats().getMean()).isEqualTo(1.5);

    merged = merge.mergeAccumulators(List.of(merged, many));
    assertThat(merged.mark("")).isEqualTo(7);
    assertThat(proto(merged).getNumExamples()).isEqualTo(3);
    assertThat(proto(merged).getFeatures(0).getStringStats().getUnique()).isEqualTo(3);

    // The inputs stay as they were.
    assertThat(proto(before).getNumExamples()).isEqualTo(2);
    merge.addInput(merged, few);
    assertThat(proto(many).getNumExamples()).isEqualTo(3);
  }

  private static StatisticsPart part(long mark, StatisticsOptions options, long... counts) {
    Rows rows = Rows.of(LAYOUT);
    for (long count : counts) {
      rows.add("id", 0, count);
    }
    DatasetStatistics statistics = new DatasetStatistics(options);
    statistics.add(rows.batch());
    return new StatisticsPart(Map.of("", mark), statistics);
  }

  private static DatasetFeatureStatistics proto(StatisticsPart part) {
    return Objects.requireNonNull(part.statistics()).toProto("");
  }
}
