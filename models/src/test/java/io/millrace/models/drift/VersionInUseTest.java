package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After each window it goes on from its serial form. */
class VersionInUseTest {
  private VersionInUse inUse = new VersionInUse();

  @Test
  void followsPromotionsAndRollbacks() throws IOException {
    assertThat(inUse.version()).isZero();
    assertThat(predicted(4, 10)).isTrue();
    assertThat(predicted(4, 20)).isFalse();
    assertThat(predicted(5, 30)).isTrue();
    assertThat(predicted(4, 40)).isTrue();
    assertThat(inUse.version()).isEqualTo(4);
  }

  @Test
  void theFirstOfAWindowCounts() throws IOException {
    predicted(4, 10);
    assertThat(predicted(5, 10)).isFalse();
    assertThat(predicted(4, 20)).isFalse();
    assertThat(predicted(5, 20)).isFalse();
    assertThat(inUse.version()).isEqualTo(4);
  }

  @Test
  void labelsDecideOnlyWherePredictionsAreNotCounted() throws IOException {
    assertThat(labelled(4, 10)).isTrue();
    assertThat(labelled(5, 10)).isFalse();
    assertThat(labelled(5, 20)).isTrue();
    assertThat(labelled(4, 30)).isTrue();
    assertThat(predicted(4, 40)).isFalse();
    // In a window without predictions late labels come of the version before.
    assertThat(labelled(5, 50)).isFalse();
    assertThat(inUse.version()).isEqualTo(4);
  }

  @Test
  void theVersionWithMoreRowsIsFirstAndOfTwoWithAsManyTheHigher() {
    assertThat(VersionInUse.byRows(Map.of(4L, 7L, 5L, 7L, 6L, 1L, 3L, 8L), rows -> rows))
        .extracting(Map.Entry::getKey)
        .containsExactly(3L, 5L, 4L, 6L);
  }

  @Test
  void refusesAnotherForm() {
    assertThatThrownBy(() -> read(new byte[] {9}))
        .isInstanceOf(IOException.class)
        .hasMessage("version in use: form 9 (expected: 1)");
  }

  private boolean predicted(long version, long windowEnd) throws IOException {
    return observe(version, windowEnd, true);
  }

  private boolean labelled(long version, long windowEnd) throws IOException {
    return observe(version, windowEnd, false);
  }

  private boolean observe(long version, long windowEnd, boolean predicted) throws IOException {
    boolean another = inUse.observe(version, windowEnd, predicted);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    inUse.writeTo(new DataOutputStream(bytes));
    inUse = read(bytes.toByteArray());
    return another;
  }

  private static VersionInUse read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    VersionInUse read = VersionInUse.readFrom(new DataInputStream(in));
    assertThat(in.available()).isZero();
    return read;
  }
}
