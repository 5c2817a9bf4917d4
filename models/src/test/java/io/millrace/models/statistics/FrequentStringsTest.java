package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.statistics.FrequentStrings.Frequency;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequentStringsTest {

  @Test
  void countsExactlyUpToItsCapacity() {
    FrequentStrings strings = new FrequentStrings(4);
    add(strings, "b", "a", "b", "c", "d", "", "c".substring(1));
    assertThat(strings.error()).isPositive();

    FrequentStrings enough = new FrequentStrings(5);
    add(enough, "b", "a", "b", "c", "d", "");
    assertThat(enough.error()).isZero();
    assertThat(enough.distinct()).isEqualTo(5);
    assertThat(enough.top(3))
        .containsExactly(new Frequency("b", 2), new Frequency("d", 1), new Frequency("c", 1));
  }

  @Test
  void keepsTheFrequentOnesAmongMany() {
    FrequentStrings strings = new FrequentStrings(100);
    for (int i = 0; i < 50_000; i++) {
      add(strings, "rare" + i, i % 2 == 0 ? "often" : "very often", "very often");
    }
    assertThat(strings.error()).isPositive().isLessThanOrEqualTo(2 * 150_000 / 100);
    assertThat(strings.top(2)).extracting(Frequency::value).containsExactly("very often", "often");
    assertThat(strings.top(1).get(0).count())
        .isLessThanOrEqualTo(75_000)
        .isGreaterThanOrEqualTo(75_000 - strings.error());
    // 1 / sqrt(100) is 10 %; three times that leaves room for chance, and there is none: no seed.
    assertThat(strings.distinct()).isBetween(35_000L, 65_000L);
  }

  /** Counts are at most {@code error} too low and never too high, whatever comes in what order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 700, 5_000})
  void keepsCountsWithinTheError(int together) {
    FrequentStrings strings = new FrequentStrings(1000);
    SplittableRandom random = new SplittableRandom(7);
    Map<String, Integer> exact = new HashMap<>();
    List<String> values = new ArrayList<>();
    int rows = 300_000;
    for (int row = 0; row < rows; row++) {
      // By turns few strings that come again, and many that hardly do.
      double share = random.nextDouble();
      String value = "s" + (long) (row / 50_000 % 2 == 0 ? 1 / share : 1e6 * share);
      exact.merge(value, 1, Integer::sum);
      values.add(value);
      if (values.size() == together) {
        addTogether(strings, values);
        values.clear();
      }
    }
    addTogether(strings, values);
    // Its standard error is 0.8 %, and there is no seed.
    assertThat((double) strings.distinct()).isBetween(exact.size() * 0.976, exact.size() * 1.024);
    assertThat(strings.error()).isPositive().isLessThanOrEqualTo(2.0 * rows / 1000);
    List<Frequency> top = strings.top(1000);
    for (Frequency frequency : top) {
      int count = exact.getOrDefault(frequency.value(), 0);
      assertThat(frequency.count()).isBetween(count - strings.error(), (double) count);
    }
    // Who comes more often than the error allows to be missed is there.
    List<String> told = top.stream().map(Frequency::value).toList();
    exact.forEach(
        (value, count) -> {
          if (count > strings.error()) {
            assertThat(told).contains(value);
          }
        });
  }

  private static void addTogether(FrequentStrings strings, List<String> values) {
    BytesColumn column = BytesColumn.of(values.toArray(new String[0]));
    strings.addAll(column.bytes(), column.starts(), values.size(), new StringScratch());
  }

  /** What is not text, or large, is told apart among thousands that lie beside it. */
  @Test
  void labelsWhatIsLargeAmongManyThatComeTogether() {
    FrequentStrings strings = new FrequentStrings(100);
    for (int batch = 0; batch < 30; batch++) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 1_500; i++) {
        values.add(batch > 20 && i % 3 == 0 ? "x".repeat(2_000 + i) : "v" + batch + "-" + i);
      }
      addTogether(strings, values);
    }
    Frequency most = strings.top(1).get(0);
    assertThat(most.value()).isEqualTo(FrequentStrings.LARGE);
    assertThat(most.count()).isBetween(4_500 - strings.error(), 4_500.0);
  }

  @Test
  void countsAllThatIsNotTextHoweverManyStringsThereAre() {
    FrequentStrings strings = new FrequentStrings(100);
    for (int i = 0; i < 30_000; i++) {
      byte[] bytes = ("v" + i).getBytes(StandardCharsets.UTF_8);
      bytes[0] = i % 3 == 0 ? (byte) 0xff : bytes[0];
      strings.add(bytes, 0, bytes.length);
    }
    assertThat(strings.notText()).isEqualTo(10_000);
    assertThat(strings.top(1).get(0).value()).isEqualTo(FrequentStrings.NOT_TEXT);
  }

  @Test
  void estimatesDistinctStringsWithinOnePercentOrSo() {
    FrequentStrings strings = new FrequentStrings(16_384);
    for (int i = 0; i < 400_000; i++) {
      add(strings, "user-" + (i % 200_000));
    }
    assertThat((double) strings.distinct()).isBetween(200_000 * 0.976, 200_000 * 1.024);
  }

  @Test
  void findsTheSameDistinctStringsInAnySplit() {
    FrequentStrings whole = new FrequentStrings(50);
    FrequentStrings left = new FrequentStrings(50);
    FrequentStrings right = new FrequentStrings(50);
    for (int i = 0; i < 2_000; i++) {
      String value = "v" + (i * 7 % 900);
      add(whole, value);
      add(i % 41 == 0 ? left : right, value);
    }
    left.merge(right);
    assertThat(left.distinct()).isEqualTo(whole.distinct());
  }

  @Test
  void mergesExactlyWithinItsCapacity() {
    FrequentStrings left = new FrequentStrings(10);
    FrequentStrings right = new FrequentStrings(10);
    add(left, "a", "b", "b");
    add(right, "b", "c");
    left.merge(right);
    assertThat(left.top(10))
        .containsExactly(new Frequency("b", 3), new Frequency("c", 1), new Frequency("a", 1));
    assertThat(left.distinct()).isEqualTo(3);
    assertThat(right.top(10)).hasSize(2);
  }

  @Test
  void stillTellsSomeWhereAMergerLeavesNone() {
    FrequentStrings left = new FrequentStrings(10);
    FrequentStrings right = new FrequentStrings(10);
    for (int i = 0; i < 8; i++) {
      add(left, "l" + i);
      add(right, "r" + i);
    }
    left.merge(right);
    assertThat(left.error()).isEqualTo(1);
    assertThat(left.top(3))
        .containsExactly(new Frequency("r7", 0), new Frequency("r6", 0), new Frequency("r5", 0));
  }

  @Test
  void putsWhatIsLargeOrNotTextUnderOneLabelEach() {
    FrequentStrings strings = new FrequentStrings(100);
    for (byte last : new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xfe}) {
      strings.add(new byte[] {'a', last}, 0, 2);
    }
    add(strings, "x".repeat(1025), "y".repeat(1025), "z".repeat(1024), "é");
    assertThat(strings.notText()).isEqualTo(3);
    assertThat(strings.distinct()).isEqualTo(6);
    assertThat(strings.top(2))
        .containsExactly(
            new Frequency(FrequentStrings.NOT_TEXT, 3), new Frequency(FrequentStrings.LARGE, 2));
  }

  @Test
  void survivesWritingAndReading() throws IOException {
    FrequentStrings strings = new FrequentStrings(100);
    for (int i = 0; i < 1_000; i++) {
      add(strings, "v" + i % 150);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    strings.writeTo(new DataOutputStream(bytes));
    FrequentStrings read =
        FrequentStrings.readFrom(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(read.top(200)).isEqualTo(strings.top(200));
    assertThat(read.distinct()).isEqualTo(strings.distinct());
    assertThat(read.error()).isEqualTo(strings.error());
    // What came lately is kept too, so that both go on alike.
    for (int i = 0; i < 1_000; i++) {
      add(strings, "v" + i % 250);
      add(read, "v" + i % 250);
    }
    assertThat(read.top(200)).isEqualTo(strings.top(200));
    assertThat(read.error()).isEqualTo(strings.error());
  }

  @Test
  void allocatesNothingForKnownStrings() {
    FrequentStrings strings = new FrequentStrings(100);
    byte[] bytes = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 1_100_000; i++) {
      if (i == 100_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      strings.add(bytes, i % 20, 5);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64_000);
    assertThat(strings.top(1).get(0).count()).isEqualTo(55_000);
  }

  private static void add(FrequentStrings strings, String... values) {
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      strings.add(bytes, 0, bytes.length);
    }
  }
}
