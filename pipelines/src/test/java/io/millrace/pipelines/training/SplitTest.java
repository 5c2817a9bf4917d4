package io.millrace.pipelines.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.pipelines.LinearDeployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final int DAYS = 100;
  private static final Instant START = LinearDeployment.day(1);

  private final List<ColumnBatch> examples = days(1, DAYS);

  @Test
  void nothingIsLostAndNothingIsOnBothSides() {
    Split split = Split.byHash(examples, START, 0.3, 7);
    assertThat(Stream.concat(ids(split.training()).stream(), ids(split.heldOut()).stream()))
        .containsExactlyInAnyOrderElementsOf(ids(examples));
  }

  @Test
  void theShareIsAboutRight() {
    Split split = Split.byHash(examples, START, 0.3, 7);
    double rows = DAYS * LinearDeployment.ROWS_A_DAY;
    // Four standard errors of a share of 6,000 rows.
    assertThat(Split.rows(split.heldOut()) / rows).isEqualTo(0.3, within(0.024));
  }

  @Test
  void theSameRowsAreHeldOutWhateverElseThereIs() {
    List<String> ofAll = ids(Split.byHash(examples, START, 0.3, 7).heldOut());
    List<String> ofSome = ids(Split.byHash(days(10, 20), START, 0.3, 7).heldOut());
    assertThat(ofSome).isNotEmpty();
    assertThat(ofAll).containsAll(ofSome);
    assertThat(ids(Split.byHash(days(10, 20), START, 0.5, 7).heldOut())).containsAll(ofSome);
  }

  @Test
  void anotherSeedHoldsOutOthers() {
    List<String> first = ids(Split.byHash(examples, START, 0.3, 7).heldOut());
    List<String> second = ids(Split.byHash(examples, START, 0.3, 8).heldOut());
    long both = first.stream().filter(second::contains).count();
    // Independent choices share 30 %.
    assertThat((double) both / first.size()).isEqualTo(0.3, within(0.06));
  }

  @Test
  void onlyRecentRowsAreHeldOut() {
    Split split = Split.byHash(examples, LinearDeployment.day(91), 0.5, 7);
    assertThat(split.heldOut())
        .isNotEmpty()
        .allSatisfy(
            batch ->
                assertThat(LongStream.of(batch.eventTimes()).min().orElseThrow())
                    .isGreaterThanOrEqualTo(LinearDeployment.day(91).toEpochMilli()));
    assertThat(Split.rows(split.heldOut())).isBetween(240L, 360L);
  }

  @Test
  void examplesWithoutLabelsAreRefused() {
    assertThatThrownBy(() -> Split.labels(examples))
        .hasMessage("column: label (expected: a FLOAT column of the examples)");
  }

  private static List<ColumnBatch> days(int from, int to) {
    List<ColumnBatch> days = new ArrayList<>();
    for (int day = from; day <= to; day++) {
      days.add(LinearDeployment.rows(day));
    }
    return days;
  }

  private static List<String> ids(List<ColumnBatch> batches) {
    List<String> ids = new ArrayList<>();
    for (ColumnBatch batch : batches) {
      for (int row = 0; row < batch.rows(); row++) {
        ids.add(batch.ids().string(row));
      }
    }
    return ids;
  }
}
