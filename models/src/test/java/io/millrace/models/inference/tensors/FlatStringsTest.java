package io.millrace.models.inference.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Validity;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatStringsTest {
  private static final TensorSpec TEXT =
      new TensorSpec("text", "text:0", TensorType.STRING, List.of(-1L));

  @Test
  void writesIntegersAsDecimals() {
    long[] values = {0, 9, 10, -1, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE, -100};
    IntColumn ints = new IntColumn(values, null, Validity.allPresent(values.length));
    BytesColumn decimals = FlatStrings.of(TEXT, RowValues.of(ints), values.length, 1, Filling.NONE);
    for (int i = 0; i < values.length; i++) {
      assertThat(decimals.string(i)).isEqualTo(Long.toString(values[i]));
    }
  }

  @Test
  void putsTheFillingInForMissingStrings() {
    BytesColumn strings = BytesColumn.of("a", null, "c");
    BytesColumn flat = FlatStrings.of(TEXT, RowValues.of(strings), 3, 1, Filling.of(TEXT, "none"));
    assertThat(List.of(flat.string(0), flat.string(1), flat.string(2)))
        .containsExactly("a", "none", "c");
  }
}
