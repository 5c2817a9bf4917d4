package io.millrace.transforms.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  @Test
  void isNotReadWithOtherOptions() throws IOException {
    byte[] bytes = encoded(wide());
    StatisticsOptions fine = wide().withEpsilon(0.001);
    assertThatThrownBy(() -> StatisticsPart.coder(fine).decode(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("statistics: counted with other options (expected: {");
  }
}
