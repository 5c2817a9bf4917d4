package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

  @Test
  void keepsTfdvsBlock() {
    assertThat(new QuantileSketch(0.01).block()).isEqualTo(2101);
  }

  @Test
  void isExactForFewValues() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (double value : new double[] {5, 1, 4, 2, 3}) {
      sketch.add(value);
    }
    Quantiles quantiles = sketch.quantiles(4);
    assertThat(values(quantiles)).containsExactly(1, 2, 3, 4, 5);
    assertThat(quantiles.cumulative(4)).isEqualTo(5);
    assertThat(quantiles.median()).isEqualTo(3);
  }

  @Test
  void isExactForManyRowsOfFewValues() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (int i = 0; i < 1_000_000; i++) {
      sketch.add(i % 1000);
    }
    Quantiles quantiles = sketch.quantiles(1000);
    for (int r = 1; r < 1000; r++) {
      assertThat(quantiles.value(r)).isBetween(r - 1.0, r + 0.0);
      assertThat(quantiles.cumulative(r)).isEqualTo((quantiles.value(r) + 1) * 1000);
    }
  }

  @Test
  void keepsRanksWithinEpsilonOfOneMillionDistinctValues() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    double[] values = shuffled(1_000_000);
    for (double value : values) {
      sketch.add(value);
    }
    assertRanksWithin(sketch, values.length, 0.01);
    assertThat(sketch.quantiles(10).value(0)).isEqualTo(0);
    assertThat(sketch.quantiles(10).value(10)).isEqualTo(999_999);
  }

  @Test
  void keepsRanksWithinEpsilonWhenMergedFromManyParts() {
    double[] values = shuffled(300_000);
    QuantileSketch merged = new QuantileSketch(0.01);
    int from = 0;
    for (int part = 1; from < values.length; part++) {
      QuantileSketch sketch = new QuantileSketch(0.01);
      int to = Math.min(values.length, from + part * 137);
      for (int i = from; i < to; i++) {
        sketch.add(values[i]);
      }
      merged.merge(sketch);
      from = to;
    }
    assertThat(merged.totalWeight()).isEqualTo(values.length);
    assertRanksWithin(merged, values.length, 0.01);
  }

  @Test
  void countsWeights() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    sketch.add(1, 0.5);
    sketch.add(2, 3);
    sketch.add(1, 0.5);
    sketch.add(7, 0);
    Quantiles quantiles = sketch.quantiles(2);
    assertThat(values(quantiles)).containsExactly(1, 2, 2);
    assertThat(quantiles.cumulative(0)).isEqualTo(1);
    assertThat(quantiles.cumulative(2)).isEqualTo(4);
  }

  @Test
  void isNotChangedByReading() throws IOException {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (double value : shuffled(10_000)) {
      sketch.add(value);
    }
    byte[] before = bytes(sketch);
    sketch.quantiles(100);
    new QuantileSketch(0.01).merge(sketch);
    assertThat(bytes(sketch)).isEqualTo(before);
  }

  @Test
  void survivesWritingAndReading() throws IOException {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (double value : shuffled(50_000)) {
      sketch.add(value);
    }
    sketch.add(Double.NEGATIVE_INFINITY);
    QuantileSketch read =
        QuantileSketch.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(sketch))));
    sketch.add(4);
    read.add(4);
    assertThat(values(read.quantiles(1000))).isEqualTo(values(sketch.quantiles(1000)));
    assertThat(bytes(read)).isEqualTo(bytes(sketch));
  }

  @Test
  void refusesWhatItCannotCount() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    assertThatThrownBy(() -> sketch.add(Double.NaN)).hasMessage("value: NaN (expected: a number)");
    assertThatThrownBy(() -> sketch.add(1, -1)).hasMessageContaining("weight: -1.0");
    assertThatThrownBy(() -> sketch.quantiles(2)).hasMessageContaining("values: 0");
    assertThatThrownBy(() -> sketch.merge(new QuantileSketch(0.02)))
        .hasMessage("epsilon: 0.02 (expected: 0.01)");
    assertThatThrownBy(() -> new QuantileSketch(0)).hasMessageContaining("epsilon: 0.0");
  }

  /** The values are 0..n-1, so a value is its own rank. */
  private static void assertRanksWithin(QuantileSketch sketch, int n, double epsilon) {
    Quantiles quantiles = sketch.quantiles(1000);
    for (int r = 0; r <= 1000; r++) {
      double rank = (double) r * n / 1000;
      assertThat(Math.abs(quantiles.value(r) - rank)).isLessThanOrEqualTo(epsilon * n);
    }
  }

  private static double[] shuffled(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> i);
    Random random = new Random(7);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }

  private static double[] values(Quantiles quantiles) {
    double[] values = new double[quantiles.size()];
    Arrays.setAll(values, quantiles::value);
    return values;
  }

  private static byte[] bytes(QuantileSketch sketch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sketch.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
