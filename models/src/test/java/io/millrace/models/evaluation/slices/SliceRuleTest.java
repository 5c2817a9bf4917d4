package io.millrace.models.evaluation.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceRuleTest {
  private static final ColumnBatch ROWS =
      new ColumnBatch(
          Layout.of(
              new Layout.Field("kind", ValueType.STRING),
              new Layout.Field("size", ValueType.FLOAT)),
          List.of(
              BytesColumn.of("a", "b", "a", null, "b"), FloatColumn.of(1, 2, Double.NaN, 10, 9.9)),
          new long[5],
          null,
          new SourcePositions("test", new int[5], new long[5]),
          null);

  @Test
  void cutsByValueByRangeAndByBoth() {
    assertThat(slices("kind")).isEqualTo(Map.of("kind_a", List.of(0, 2), "kind_b", List.of(1, 4)));
    assertThat(slices("kind=b")).isEqualTo(Map.of("kind_b", List.of(1, 4)));
    assertThat(slices("kind=c")).isEmpty();
    assertThat(slices("size:2;10"))
        .isEqualTo(
            Map.of(
                "size_(-inf,2)", List.of(0),
                "size_[2,10)", List.of(1, 4),
                "size_[10,inf)", List.of(3)));
    assertThat(slices("size:2,kind"))
        .isEqualTo(
            Map.of("kind_a_size_(-inf,2)", List.of(0), "kind_b_size_[2,inf)", List.of(1, 4)));
    assertThat(slices("colour")).isEmpty();
  }

  private static Map<String, List<Integer>> slices(String rule) {
    Map<String, List<Integer>> slices = new TreeMap<>();
    new SliceRows(List.of(SliceRule.parse(rule)))
        .slice(
            ROWS,
            (slice, rows, count) -> {
              assertThat(slice.rule()).isEqualTo(SliceRule.parse(rule).text());
              slices.put(slice.name(), Arrays.stream(rows, 0, count).boxed().toList());
            });
    return slices;
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "kind=b", "size:2.0;10.0", "kind=,size:-1.0", "a=1,b=2"})
  void writesWhatItReads(String rule) {
    assertThat(SliceRule.parse(rule).text()).isEqualTo(rule);
  }

  @Test
  void knowsWhetherItNamesOneSlice() {
    assertThat(SliceRule.parse("kind=b,size=1").isOneSlice()).isTrue();
    assertThat(SliceRule.parse("kind=b,size").isOneSlice()).isFalse();
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> SliceRule.parse("size:10;2"))
        .hasMessage("slice: size:10;2 (expected: ascending numbers such as distance:2;5;10)");
    assertThatThrownBy(() -> SliceRule.parse("size:x"))
        .hasMessage("slice: size:x (expected: ascending numbers such as distance:2;5;10)");
    assertThatThrownBy(() -> SliceRule.parse("=3"))
        .hasMessage("slice: =3 (expected: a feature's name first)");
    assertThatThrownBy(() -> SliceRule.parse("a,a=1")).hasMessageContaining("each feature once");
  }
}
