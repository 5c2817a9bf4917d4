package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelHistoryTest {
  private static final int VALUES = 20_000;

  @Test
  void knowsBothSidesOfAnyValueToAFifteenthOfItsAge() {
    double[] values = new Random(1).doubles(VALUES).toArray();
    LevelHistory history = new LevelHistory();
    for (int i = 0; i < VALUES; i++) {
      history.add(10L * i, values[i]);
    }
    for (int position = 0; position < VALUES; position += 37) {
      LevelHistory.Level since = history.since(position);
      LevelHistory.Level before = history.before(position);
      double age = VALUES - position;
      assertThat(since.count() + before.count()).isEqualTo(VALUES);
      assertThat((double) since.count()).isCloseTo(age, within(age / 15));
      int from = VALUES - (int) since.count();
      assertThat(since.time()).isEqualTo(10L * from);
      assertThat(since.mean())
          .isCloseTo(Arrays.stream(values, from, VALUES).average().orElseThrow(), within(1e-9));
      if (from > 0) {
        assertThat(before.mean())
            .isCloseTo(Arrays.stream(values, 0, from).average().orElseThrow(), within(1e-9));
      }
    }
  }

  @Test
  void isExactAboutTheNewestValues() {
    LevelHistory history = new LevelHistory();
    for (int i = 0; i < 1000; i++) {
      history.add(i, i < 990 ? 1 : 5);
    }
    assertThat(history.since(990)).isEqualTo(new LevelHistory.Level(990, 10, 5));
    assertThat(history.before(990)).isEqualTo(new LevelHistory.Level(0, 990, 1));
  }

  @Test
  void forgetsAndKeepsPositions() throws IOException {
    LevelHistory history = new LevelHistory();
    for (int i = 0; i < 100; i++) {
      history.add(i, i);
    }
    history.forgetBefore(95);
    LevelHistory read = copy(history);
    for (int i = 100; i < 103; i++) {
      history.add(i, i);
      read.add(i, i);
    }
    assertThat(history.before(100)).isEqualTo(new LevelHistory.Level(95, 5, 97));
    assertThat(history.since(100)).isEqualTo(new LevelHistory.Level(100, 3, 101));
    assertThat(read.before(100)).isEqualTo(history.before(100));
    assertThat(read.since(100)).isEqualTo(history.since(100));
  }

  private static LevelHistory copy(LevelHistory history) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    history.writeTo(new DataOutputStream(bytes));
    return LevelHistory.readFrom(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
