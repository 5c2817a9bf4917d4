package io.millrace.transforms.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.Rows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

class StatisticsPartTest {
  private static final Map<String, Long> MARKS = Map.of("", 1L);

  private static StatisticsOptions wide() {
    Schema.Builder schema = Schema.newBuilder();
    for (int i = 0; i < 200; i++) {
      schema.addFeature(Feature.newBuilder().setName("feature number " + i));
    }
    return StatisticsOptions.defaults().withSchema(schema.build());
  }

  private static byte[] encoded(StatisticsOptions options) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StatisticsPart part = new StatisticsPart(MARKS, new DatasetStatistics(options));
    StatisticsPart.coder(options).encode(part, bytes);
    return bytes.toByteArray();
  }

  /** There is a part for each slice, group of features, window and bundle. */
  @Test
  void doesNotCarryTheOptions() throws IOException {
    byte[] bytes = encoded(wide());
    assertThat(bytes.length).isLessThan(100);
    StatisticsPart read = StatisticsPart.coder(wide()).decode(new ByteArrayInputStream(bytes));
    assertThat(read.marks()).isEqualTo(MARKS);
    assertThat(Objects.requireNonNull(read.statistics()).options()).isEqualTo(wide());
  }

  /** As when a pipeline goes on with an edited schema. */
  @Test
  void mayBeReadWithAnEditedSchema() throws Exception {
    StatisticsOptions before = StatisticsOptions.defaults();
    StatisticsOptions edited =
        before.withSchema(
            TextFormat.parse(
                "feature { name: 'n' type: INT int_domain { is_categorical: true } }"
                    + " sparse_feature { name: 's' index_feature { name: 'i' }"
                    + " value_feature { name: 'n' } }",
                Schema.class));
    ColumnBatch batch = Rows.of(Rows.layout("n", ValueType.INT)).add("id", 0, 5L).batch();
    for (StatisticsOptions written : List.of(before, edited)) {
      StatisticsOptions now = written.equals(before) ? edited : before;
      DatasetStatistics statistics = new DatasetStatistics(written);
      statistics.add(batch);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      StatisticsPart.coder(written).encode(new StatisticsPart(MARKS, statistics), bytes);
      StatisticsPart read =
          StatisticsPart.coder(now).decode(new ByteArrayInputStream(bytes.toByteArray()));
      DatasetStatistics kept = Objects.requireNonNull(read.statistics());
      DatasetStatistics more = new DatasetStatistics(now);
      more.add(batch);
      assertThat(kept.copy().toProto("")).isEqualTo(statistics.toProto(""));
      assertThat(kept.addsUpWith(more)).isFalse();
      assertThat(more.addsUpWith(kept)).isFalse();
    }
  }

  @Test
  void isNotReadWithOtherOptions() throws IOException {
    byte[] bytes = encoded(wide());
    StatisticsOptions fine = wide().withEpsilon(0.001);
    assertThatThrownBy(() -> StatisticsPart.coder(fine).decode(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("statistics: counted with other options (expected: {");
  }
}
