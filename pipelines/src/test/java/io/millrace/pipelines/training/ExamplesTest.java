package io.millrace.pipelines.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.TrainingSettings.Holdout;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.feedback.ExampleStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private static final int DAYS = 100;

  private final TrainingData data = days(1, DAYS);

  @Test
  void nothingIsLostAndNothingIsOnTwoSides() throws IOException {
    Examples examples = Examples.read(data, division(DAYS, 0.3, 0.2, 7));
    List<String> all = new ArrayList<>();
    for (Side side : Side.values()) {
      List<String> ids = ids(examples.on(side));
      assertThat(examples.rows(side)).isEqualTo(ids.size());
      all.addAll(ids);
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(ids(data));
    assertThat(ids(examples.on(Side.TRAINING, Side.VALIDATION)))
        .containsExactlyInAnyOrderElementsOf(
            all.subList(0, all.size() - (int) examples.rows(Side.HELD_OUT)));
  }

  @Test
  void theSharesAreAboutRight() throws IOException {
    Examples examples = Examples.read(data, division(DAYS, 0.3, 0.2, 7));
    double rows = examples.rows();
    assertThat(rows).isEqualTo(DAYS * LinearDeployment.ROWS_A_DAY);
    // Four standard errors of a share of 6,000 rows.
    assertThat(examples.rows(Side.HELD_OUT) / rows).isEqualTo(0.3, within(0.024));
    assertThat(examples.rows(Side.VALIDATION) / (0.7 * rows)).isEqualTo(0.2, within(0.025));
  }

  @Test
  void theSameRowsAreHeldOutWhateverElseThereIs() throws IOException {
    List<String> ofAll = ids(Examples.read(data, division(DAYS, 0.3, 0, 7)).on(Side.HELD_OUT));
    Examples some = Examples.read(days(10, 20), division(DAYS, 0.3, 0.5, 7));
    assertThat(ids(some.on(Side.HELD_OUT))).isNotEmpty().isSubsetOf(ofAll);
    Examples more = Examples.read(days(10, 20), division(DAYS, 0.5, 0, 7));
    assertThat(ids(some.on(Side.HELD_OUT))).isSubsetOf(ids(more.on(Side.HELD_OUT)));
  }

  @Test
  void anotherSeedHoldsOutOthers() throws IOException {
    List<String> first = ids(Examples.read(data, division(DAYS, 0.3, 0, 7)).on(Side.HELD_OUT));
    List<String> second = ids(Examples.read(data, division(DAYS, 0.3, 0, 8)).on(Side.HELD_OUT));
    long both = first.stream().filter(second::contains).count();
    // Independent choices share 30 %.
    assertThat((double) both / first.size()).isEqualTo(0.3, within(0.06));
  }

  @Test
  void aShareOfOneDividesByTime() throws IOException {
    DataWindow window = new DataWindow(LinearDeployment.day(1), LinearDeployment.day(DAYS + 1));
    Division byTime =
        new Division(
            window, new Holdout(Duration.ofDays(5), 1), new Holdout(Duration.ofDays(8), 1), 7);
    Examples examples = Examples.read(data, byTime);
    assertThat(ids(examples.on(Side.HELD_OUT))).isEqualTo(ids(days(96, 100)));
    assertThat(ids(examples.on(Side.VALIDATION))).isEqualTo(ids(days(93, 95)));
    assertThat(ids(examples.on(Side.TRAINING))).isEqualTo(ids(days(1, 92)));
  }

  @Test
  void excludedSpansAreLeftOutOfWhatIsStored(@TempDir Path root) throws Exception {
    Deployment deployment = LinearDeployment.in(root);
    LinearDeployment.store(deployment, 1, 10, x -> x);
    StoredExamples stored =
        new StoredExamples(
            new ExampleStore(new StoreLayout(deployment.store()).examples()),
            new DataWindow(LinearDeployment.day(2), LinearDeployment.day(9)),
            List.of(
                new DataWindow(
                    LinearDeployment.day(3).plus(Duration.ofMinutes(10)),
                    LinearDeployment.day(5))));
    List<String> expected = new ArrayList<>(ids(days(2, 2)));
    expected.addAll(ids(days(3, 3)).subList(0, 10)); // a row a minute
    expected.addAll(ids(days(5, 8)));
    assertThat(ids(stored)).isEqualTo(expected);
    assertThat(ids(stored)).isEqualTo(expected); // and again
  }

  @Test
  void manyRowsAreReadFromTheirFilesEveryTime() throws IOException {
    int[] opened = {0};
    TrainingData counted =
        () -> {
          opened[0]++;
          return data.open();
        };
    Division division = division(DAYS, 0.3, 0, 7);
    Examples large = Examples.read(counted, division, 5_999);
    List<String> ids = ids(large.on(Side.TRAINING));
    assertThat(opened[0]).isEqualTo(2);
    Examples small = Examples.read(counted, division, 6_000);
    assertThat(ids(small.on(Side.TRAINING))).isEqualTo(ids);
    assertThat(opened[0]).isEqualTo(3);
  }

  @Test
  void examplesWithoutLabelsAreRefused() {
    assertThatThrownBy(() -> Examples.labels(LinearDeployment.rows(1)))
        .hasMessage("column: label (expected: a FLOAT column of the examples)");
  }

  private static Division division(int days, double heldOut, double validation, long seed) {
    Duration span = Duration.ofDays(days);
    @Nullable Holdout some = validation > 0 ? new Holdout(span, validation) : null;
    return new Division(
        new DataWindow(LinearDeployment.day(1), LinearDeployment.day(days + 1)),
        new Holdout(span, heldOut),
        some,
        seed);
  }

  private static TrainingData days(int from, int to) {
    List<ColumnBatch> days = new ArrayList<>();
    for (int day = from; day <= to; day++) {
      days.add(LinearDeployment.rows(day));
    }
    return TrainingData.of(days);
  }

  private static List<String> ids(TrainingData data) throws IOException {
    List<String> ids = new ArrayList<>();
    try (BatchCursor cursor = data.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          ids.add(batch.ids().string(row));
        }
      }
    }
    return ids;
  }
}
