package io.millrace.models.inference.batching;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.CountingModel;
import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.NanPolicy;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.SmallModels;
import io.millrace.models.inference.TransientPredictionException;
import io.millrace.models.inference.batching.IsolatingPredictor.Failure;
import io.millrace.models.inference.batching.IsolatingPredictor.Outcome;
import io.millrace.models.inference.caching.CachingPredictor;
import io.millrace.models.inference.caching.PredictionCache;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;

class IsolatingPredictorTest {
  private static final Layout OUTPUT = Layout.of(new Layout.Field("y", ValueType.FLOAT));

  private final IsolatingPredictor predictor = new IsolatingPredictor();

  @Test
  void findsThePoisonInABatch(@TempDir Path directory) throws Exception {
    String[] texts = new String[100];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Integer.toString(i);
    }
    texts[17] = "poison";
    texts[99] = "1,5";
    SmallModels.parsing(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      Outcome outcome = predictor.predict(model, SmallModels.strings("text", texts));

      assertThat(outcome.failures()).extracting(Failure::row).containsExactly(17, 99);
      assertThat(outcome.failures().get(0).reason()).contains("poison");
      assertThat(outcome.goodRows()).hasSize(98).doesNotContain(17, 99);
      double[] numbers = outcome.predictions().floats("number");
      for (int i = 0; i < numbers.length; i++) {
        assertThat(numbers[i]).isEqualTo(outcome.goodRows()[i]);
      }
    }
  }

  @Test
  void findsThePoisonInEveryPositionAndLeavesTheOtherBitsAlone(@TempDir Path directory)
      throws Exception {
    SmallModels.parsing(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      for (int size : new int[] {1, 2, 3, 100, 1000}) {
        String[] texts = new String[size];
        for (int i = 0; i < size; i++) {
          texts[i] = Double.toString(Math.sin(i));
        }
        double[] clean = model.predict(SmallModels.strings("text", texts)).floats("number");
        for (int poison = 0; poison < size; poison++) {
          String good = texts[poison];
          texts[poison] = "poison";
          Outcome outcome = predictor.predict(model, SmallModels.strings("text", texts));
          texts[poison] = good;

          assertThat(outcome.failures()).extracting(Failure::row).containsExactly(poison);
          double[] rest = new double[size - 1];
          System.arraycopy(clean, 0, rest, 0, poison);
          System.arraycopy(clean, poison + 1, rest, poison, size - 1 - poison);
          assertThat(outcome.predictions().floats("number")).isEqualTo(rest);
        }
      }
    }
  }

  @Test
  void aRowThatIsNamedCostsOneCallMore() {
    for (int bad = 0; bad < 100; bad++) {
      double[] values = new double[100];
      Arrays.setAll(values, i -> i);
      values[bad] = Double.NaN;
      NamingModel model = new NamingModel();
      Outcome outcome = predictor.predict(model, SmallModels.floats("x", values));
      assertThat(outcome.failures()).containsExactly(new Failure(bad, "column x: NaN"));
      assertThat(outcome.predictions().rows()).isEqualTo(99);
      double[] given = outcome.predictions().floats("y");
      for (int i = 0; i < given.length; i++) {
        assertThat(outcome.goodRows()[i]).isEqualTo(i < bad ? i : i + 1);
        assertThat(given[i]).isEqualTo(outcome.goodRows()[i]);
      }
      assertThat(model.calls).isEqualTo(2);
    }
  }

  @Test
  void manyRowsThatAreNamedCostAFewCallsEach() {
    double[] values = new double[256];
    Arrays.setAll(values, i -> i % 4 == 3 ? i : Double.NaN);
    NamingModel model = new NamingModel();
    Outcome outcome = predictor.predict(model, SmallModels.floats("x", values));
    assertThat(outcome.failures()).hasSize(192).isSortedAccordingTo(comparingInt(Failure::row));
    assertThat(outcome.predictions().floats("y")).hasSize(64).startsWith(3, 7).endsWith(251, 255);
    assertThat(model.calls).isLessThan(3 * 192);
  }

  @Test
  void aRowThatIsNamedBehindACacheIsStillTheRightOne() {
    NamingModel model = new NamingModel();
    BatchPredictor cached =
        new CachingPredictor(model, "m", 1, List.of("x"), new PredictionCache(100_000));
    ColumnBatch rows = SmallModels.floats("x", 1, 1, 1, Double.NaN, 2);
    assertThat(predictor.predict(cached, rows).failures())
        .containsExactly(new Failure(3, "column x: NaN"));
  }

  @Test
  void aRowThatIsNamedInACallOfFixedSizeIsStillTheRightOne(@TempDir Path directory)
      throws Exception {
    SmallModels.fixedRows(directory, 2);
    ModelOptions options = ModelOptions.defaults().withNan(NanPolicy.REFUSE);
    try (SavedModel model = SavedModel.load(directory, options)) {
      Outcome outcome = predictor.predict(model, SmallModels.floats("x", 1, 2, 3, Double.NaN, 5));
      assertThat(outcome.failures()).extracting(Failure::row).containsExactly(3);
      assertThat(outcome.predictions().floats("y")).containsExactly(2, 4, 6, 10);
    }
  }

  @Test
  void aTransientErrorPartsTheBatchesAfterItToo() {
    CountingModel model = new CountingModel(64);
    double[] values = new double[256];
    assertThat(predictor.predict(model, SmallModels.floats("x", values)).failures()).isEmpty();
    assertThat(model.calls).as("256 and 128 fail once, then four of 64").isLessThanOrEqualTo(7);
    int before = model.calls;
    predictor.predict(model, SmallModels.floats("x", values));
    assertThat(model.calls - before).as("four of 64, none of which fails").isEqualTo(4);
  }

  @Test
  void whatADeadlineOrAServerThatIsAwayDoesIsNoRowsFault() {
    for (RuntimeException trouble :
        List.of(
            new TensorFlowException("Timed out waiting for notification"),
            new TensorFlowException("Step was cancelled by an explicit call"),
            new TransientPredictionException("503", new RuntimeException()))) {
      BatchPredictor away =
          new BatchPredictor() {
            @Override
            public Layout outputs() {
              return OUTPUT;
            }

            @Override
            public Predictions predict(ColumnBatch rows) {
              throw trouble;
            }
          };
      assertThatThrownBy(() -> new IsolatingPredictor().predict(away, SmallModels.floats("x", 1)))
          .isSameAs(trouble);
    }
  }

  @Test
  void aCleanBatchIsOneCall() {
    CountingModel model = new CountingModel(Integer.MAX_VALUE);
    Outcome outcome = predictor.predict(model, SmallModels.floats("x", 1, 2, 3));
    assertThat(outcome.predictions().floats("y")).containsExactly(1, 2, 3);
    assertThat(outcome.goodRows()).containsExactly(0, 1, 2);
    assertThat(outcome.failures()).isEmpty();
    assertThat(model.calls).isEqualTo(1);
  }

  @Test
  void aBatchTooLargeIsHalvedWithoutBlame() {
    CountingModel model = new CountingModel(2);
    Outcome outcome = predictor.predict(model, SmallModels.floats("x", 1, 2, 3, 4, 5));
    assertThat(outcome.predictions().floats("y")).containsExactly(1, 2, 3, 4, 5);
    assertThat(outcome.failures()).isEmpty();
    assertThatThrownBy(
            () -> predictor.predict(new CountingModel(0), SmallModels.floats("x", 1, 2, 3)))
        .isInstanceOf(TFResourceExhaustedException.class);
  }

  @Test
  void aColumnThatIsAbsentFailsAllRowsAtOnce(@TempDir Path directory) throws Exception {
    SmallModels.scaling(directory, 1);
    try (SavedModel model = SavedModel.load(directory)) {
      Outcome outcome = predictor.predict(model, SmallModels.floats("z", 1, 2));
      assertThat(outcome.failures())
          .containsExactly(
              new Failure(0, "column x: absent (expected: FLOAT32 for the model)"),
              new Failure(1, "column x: absent (expected: FLOAT32 for the model)"));
      assertThat(outcome.predictions().rows()).isZero();
      assertThat(outcome.predictions().layout()).isEqualTo(model.outputs());
    }
  }

  @Test
  void whatIsNotAboutRowsGoesToTheCaller(@TempDir Path directory) throws Exception {
    BatchPredictor broken =
        new BatchPredictor() {
          @Override
          public Layout outputs() {
            return OUTPUT;
          }

          @Override
          public Predictions predict(ColumnBatch rows) {
            throw new TFFailedPreconditionException("Table not initialized");
          }
        };
    assertThatThrownBy(() -> predictor.predict(broken, SmallModels.floats("x", 1, 2)))
        .isInstanceOf(TFFailedPreconditionException.class);
    SmallModels.scaling(directory, 1);
    SavedModel closed = SavedModel.load(directory);
    closed.close();
    assertThatThrownBy(() -> predictor.predict(closed, SmallModels.floats("x", 1, 2)))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Gives back x as y, and names the first row that has none. */
  private static final class NamingModel implements BatchPredictor {
    private int calls;

    @Override
    public Layout outputs() {
      return OUTPUT;
    }

    @Override
    public Predictions predict(ColumnBatch rows) {
      calls++;
      FloatColumn x = (FloatColumn) rows.column(0);
      for (int row = 0; row < rows.rows(); row++) {
        if (Double.isNaN(x.value(row))) {
          throw new UnfitInputException("column x: NaN", row);
        }
      }
      return new Predictions(OUTPUT, List.of(x), rows.rows());
    }
  }

  /** Gives back x as y; more rows than the limit are too many. */
  private static final class CountingModel implements BatchPredictor {
    private final int limit;
    private int calls;

    CountingModel(int limit) {
      this.limit = limit;
    }

    @Override
    public Layout outputs() {
      return OUTPUT;
    }

    @Override
    public Predictions predict(ColumnBatch rows) {
      calls++;
      if (rows.rows() > limit) {
        throw new TFResourceExhaustedException("OOM when allocating tensor");
      }
      FloatColumn x = (FloatColumn) rows.column(0);
      return new Predictions(OUTPUT, List.of(x), rows.rows());
    }
  }
}
