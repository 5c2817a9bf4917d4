package io.millrace.models.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.FrequencyEncoder;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.statistics.Batches;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncodedSampleTest {

  /** Numbers from {@code from} on, every tenth missing; three quarters of the rows say yes. */
  private static ColumnBatch rows(int from, int to) {
    @Nullable Double[] numbers = new @Nullable Double[to - from];
    @Nullable String[] words = new @Nullable String[to - from];
    long[] offsets = new long[to - from];
    for (int i = 0; i < offsets.length; i++) {
      numbers[i] = (from + i) % 10 == 0 ? null : (double) (from + i);
      words[i] = (from + i) % 4 == 0 ? "no" : "yes";
      offsets[i] = from + i;
    }
    List<Column> columns = List.of(Batches.floats(numbers), BytesColumn.of(words));
    return new ColumnBatch(
        Layout.of(
            new Layout.Field("number", ValueType.FLOAT),
            new Layout.Field("word", ValueType.STRING)),
        columns,
        new long[to - from],
        null,
        new SourcePositions("rows", new int[to - from], offsets),
        null);
  }

  private static FrequencyEncoder encoder() {
    GridCounts reference = new GridCounts(FeatureGrid.build(List.of(rows(0, 1000)), 10, 10));
    reference.add(rows(0, 1000));
    return new FrequencyEncoder(reference);
  }

  @Test
  void encodesCategoriesByTheirShare() {
    FrequencyEncoder encoder = encoder();
    assertThat(encoder.encode(rows(0, 5), 1)).containsExactly(1, 0.75);
    assertThat(encoder.encode(rows(0, 5), 4)).containsExactly(4, 0.25);
    assertThat(encoder.encode(rows(0, 5), 0)).containsExactly(Double.NaN, 0.25);
    ColumnBatch other = Batches.of("word", BytesColumn.of("perhaps", null));
    assertThat(encoder.encode(other, 0)).containsExactly(Double.NaN, 0);
    assertThat(encoder.encode(other, 1)).containsExactly(Double.NaN, 0);
  }

  @Test
  void isTheSameForEverySplit() {
    EncodedSample whole = new EncodedSample(encoder(), 50);
    whole.add(rows(0, 1000));
    for (int cut : new int[] {1, 500, 999}) {
      EncodedSample right = new EncodedSample(encoder(), 50);
      right.add(rows(cut, 1000));
      EncodedSample left = new EncodedSample(encoder(), 50);
      left.add(rows(0, cut));
      right.merge(left);
      assertThat(Arrays.deepEquals(right.rows(), whole.rows())).isTrue();
    }
    assertThat(whole.rows()).hasDimensions(50, 2);
    double sum = 0;
    for (double[] row : whole.rows()) {
      sum += row[1];
    }
    // The mean share of 1,000 rows is 0.625.
    assertThat(sum / 50).isBetween(0.55, 0.7);
  }
}
