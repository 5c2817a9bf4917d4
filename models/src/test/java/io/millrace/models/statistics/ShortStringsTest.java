package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.BytesColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShortStringsTest {

  @Test
  void tellsStringsApartThatDifferInLengthOnly() {
    // All 0: the words of the longer ones begin with those of the shorter ones.
    byte[] zeros = new byte[64];
    ShortStrings strings = new ShortStrings();
    for (int length = 0; length <= 16; length++) {
      assertThat(strings.find(zeros, 7, length)).isEqualTo(-1);
      strings.put(zeros, 7, length, 100 + length);
    }
    for (int length = 0; length <= 16; length++) {
      assertThat(strings.find(zeros, 20, length)).isEqualTo(100 + length);
    }
  }

  @Test
  void doesNotLookAtBytesBehindAString() {
    byte[] bytes = "north/south/north-west-of-here".getBytes(StandardCharsets.UTF_8);
    ShortStrings strings = new ShortStrings();
    strings.put(bytes, 0, 5, 3);
    assertThat(strings.find(bytes, 12, 5)).isEqualTo(3);
    assertThat(strings.find(bytes, 12, 6)).isEqualTo(-1);
  }

  @Test
  void leavesOutWhatDoesNotFit() {
    byte[] bytes = new byte[40];
    ShortStrings strings = new ShortStrings();
    strings.put(bytes, 0, 17, 1);
    strings.put(bytes, 30, 5, 2);
    assertThat(strings.find(bytes, 0, 17)).isEqualTo(-1);
    assertThat(strings.find(bytes, 30, 5)).isEqualTo(-1);
    assertThat(strings.find(bytes, 0, 5)).isEqualTo(-1);
  }

  @Test
  void countsColumnsAsAMapDoes() {
    Random random = new Random(7);
    Map<String, Double> expected = new HashMap<>();
    FrequentStrings counts = new FrequentStrings(16_384);
    // First few short strings, then more than are kept as short ones, some of them long.
    for (int different : new int[] {40, 400, 4000}) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        String value = Integer.toString(random.nextInt(different), 36);
        values.add(i % 7 == 0 ? value + "-and-twenty-bytes-more" : value);
      }
      values.forEach(value -> expected.merge(value, 1.0, Double::sum));
      BytesColumn column = BytesColumn.of(values.toArray(new String[0]));
      int size = values.size();
      counts.addAll(column.bytes(), column.starts(), size, new StringScratch());
    }
    assertThat(
            counts.top(Integer.MAX_VALUE).stream()
                .collect(
                    Collectors.toMap(
                        FrequentStrings.Frequency::value, FrequentStrings.Frequency::count)))
        .isEqualTo(expected);
    assertThat(counts.distinct()).isEqualTo(expected.size());
  }
}
