package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.statistics.Batches;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridBuilderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2018-01",
        "2018-01-31",
        "31.01.2018",
        "1/31/18",
        "2018-01-31 13:59:01",
        "2018-01-31T13:59:01.123Z",
        "2018-01-31T13:59+01:00",
        "1/31/2018 1:59 PM"
      })
  void leavesTimesOut(String time) {
    assertThat(unsuitable(strings(200, i -> time))).isEqualTo("times: new in every window");
  }

  @ParameterizedTest
  @ValueSource(strings = {"13:59", "Monday", "2018", "10.5", "192.168.0.1", "1-800-555"})
  void keepsWhatIsNoTime(String text) {
    assertThat(unsuitable(strings(200, i -> text))).isNull();
  }

  @Test
  void leavesIdsOut() {
    assertThat(unsuitable(strings(1000, i -> "r" + i)))
        .isEqualTo("an id: half of the values are unique");
    assertThat(unsuitable(strings(1000, i -> "zone" + i % 265))).isNull();
    assertThat(unsuitable(integers(1000, i -> 7000L + i)))
        .isEqualTo("an id or a time: it rises from row to row");
    assertThat(unsuitable(integers(1000, i -> 1_514_764_800_000L + i * 7919L % 1000)))
        .isEqualTo("times since the epoch: new in every window");
    assertThat(unsuitable(integers(1000, i -> i * 7919L % 1000))).isNull();
  }

  @Test
  void doesNotJudgeByFewValues() {
    assertThat(unsuitable(strings(99, i -> "2018-01"))).isNull();
    assertThat(unsuitable(integers(99, i -> i))).isNull();
  }

  @Test
  void isTheSameForPartsOfTheRows() {
    GridBuilder whole = new GridBuilder();
    GridBuilder parts = new GridBuilder();
    for (int part = 0; part < 4; part++) {
      int from = part * 50;
      Column column = integers(50, i -> (from + i) * 37L % 101);
      whole.add(Batches.of("n", column));
      GridBuilder other = new GridBuilder();
      other.add(Batches.of("n", column));
      parts.merge(other);
    }
    assertThat(parts.build(10, 5)).isEqualTo(whole.build(10, 5));
    assertThat(parts.build(10, 5, Set.of("n")).features()).isEmpty();
  }

  private static @Nullable String unsuitable(Column column) {
    GridBuilder builder = new GridBuilder();
    builder.add(Batches.of("c", column));
    return builder.unsuitable().get("c");
  }

  private static Column strings(int rows, IntFunction<String> value) {
    return BytesColumn.of(IntStream.range(0, rows).mapToObj(value).toArray(String[]::new));
  }

  private static Column integers(int rows, IntToLongFunction value) {
    long[] values = IntStream.range(0, rows).mapToLong(value).toArray();
    return new IntColumn(values, null, Validity.allPresent(rows));
  }
}
