package io.millrace.models.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.SmallModels;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelUnavailableException;
import io.millrace.models.inference.serving.Staleness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** The model doubles x, in this process; row i is of event time 1000 + i. */
class BatchInferenceTest {
  private final Doubling doubling = new Doubling();
  private final Map<Integer, Double> predicted = new TreeMap<>();
  private final Map<Integer, String> failed = new TreeMap<>();
  private final List<Long> versions = new ArrayList<>();

  @Test
  void everyRowIsPredictedInCallsOfTheWantedSize() {
    predict(Batching.ofSize(4), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(predicted).hasSize(10).containsEntry(0, 0d).containsEntry(9, 18d);
    assertThat(failed).isEmpty();
    assertThat(doubling.calls).containsExactly(4, 4, 2);
  }

  @Test
  void aRowThatTheModelRefusesIsAFailureAndTheOthersAreNot() {
    predict(Batching.ofSize(3), 0, 1, 2, Double.NaN, 4, 5, 6);
    assertThat(predicted).containsOnlyKeys(0, 1, 2, 4, 5, 6).containsEntry(4, 8d);
    assertThat(failed).containsOnlyKeys(3);
    assertThat(failed.get(3)).contains("not a number");
  }

  @Test
  void aModelThatFailsForNoRowsFaultIsAskedAgain() {
    doubling.failures = 2;
    predict(Batching.ofSize(3), 0, 1, 2, 3, 4);
    assertThat(predicted).hasSize(5).containsEntry(4, 8d);
    assertThat(failed).isEmpty();
  }

  @Test
  void theRowsOfABrokenModelAreFailures() {
    doubling.failures = Integer.MAX_VALUE;
    predict(Batching.ofSize(3), 0, 1, 2, 3, 4);
    assertThat(predicted).isEmpty();
    assertThat(failed).containsOnlyKeys(0, 1, 2, 3, 4);
    assertThat(failed.get(4)).contains("no variables");
  }

  @Test
  void whatWasPredictedBeforeAModelBreaksStays() {
    doubling.goodCalls = 2;
    doubling.failures = Integer.MAX_VALUE;
    predict(Batching.ofSize(2), 0, 1, 2, 3, 4, 5, 6);
    assertThat(predicted).containsOnlyKeys(0, 1, 2, 3);
    assertThat(failed).containsOnlyKeys(4, 5, 6);
  }

  @Test
  void rowsGoToTheVersionOfTheirTime() {
    doubling.changesAt = 1003;
    predict(Batching.defaults(), 0, 1, 2, 3, 4);
    assertThat(predicted).hasSize(5);
    assertThat(versions).containsExactly(1L, 2L);
    assertThat(doubling.calls).containsExactly(3, 2);
  }

  @Test
  void anEmptyBatchIsNoCall() {
    predict(Batching.defaults());
    assertThat(doubling.calls).isEmpty();
  }

  @Test
  void withoutAModelThereIsNothingToTell() {
    doubling.unavailable = true;
    assertThatThrownBy(() -> predict(Batching.defaults(), 1, 2))
        .isInstanceOf(ModelUnavailableException.class);
    assertThat(predicted).isEmpty();
    assertThat(failed).isEmpty();
  }

  private void predict(Batching batching, double... values) {
    try (BatchInference inference =
        new BatchInference(doubling, batching, Duration.ZERO, InferenceMetrics.NONE)) {
      inference.predict(
          SmallModels.floats("x", values),
          new BatchInference.Receiver() {
            @Override
            public void predicted(int[] rows, Predictions predictions, ModelLease lease) {
              versions.add(lease.version());
              for (int i = 0; i < rows.length; i++) {
                assertThat(predicted.put(rows[i], predictions.floats("y")[i])).isNull();
              }
            }

            @Override
            public void failed(int row, String reason, ModelLease lease) {
              assertThat(failed.put(row, reason)).isNull();
            }
          });
    }
  }

  private static final class Doubling implements ModelHandler, ModelAccess, BatchPredictor {
    private static final Layout Y = Layout.of(new Layout.Field("y", ValueType.FLOAT));

    private final transient List<Integer> calls = new ArrayList<>();
    private int goodCalls;
    private int failures;
    private long changesAt = Long.MAX_VALUE;
    private boolean unavailable;

    @Override
    public String name() {
      return "doubling";
    }

    @Override
    public ModelAccess open() {
      return this;
    }

    @Override
    public Layout outputs() {
      return Y;
    }

    @Override
    public Predictions predict(ColumnBatch rows) {
      if (goodCalls > 0) {
        goodCalls--;
      } else if (failures > 0) {
        failures--;
        throw new TFFailedPreconditionException("no variables");
      }
      double[] values = ((FloatColumn) rows.column(0)).values();
      double[] doubled = new double[rows.rows()];
      for (int row = 0; row < doubled.length; row++) {
        if (Double.isNaN(values[row])) {
          throw new TFInvalidArgumentException("not a number");
        }
        doubled[row] = 2 * values[row];
      }
      calls.add(rows.rows());
      return new Predictions(
          Y,
          List.of(new FloatColumn(doubled, null, Validity.allPresent(doubled.length))),
          doubled.length);
    }

    @Override
    public ModelLease acquire(long eventTimeMillis, Duration timeout) {
      if (unavailable) {
        throw new ModelUnavailableException("none");
      }
      boolean later = eventTimeMillis >= changesAt;
      return new ModelLease() {
        @Override
        public BatchPredictor predictor() {
          return Doubling.this;
        }

        @Override
        public String model() {
          return "doubling";
        }

        @Override
        public long version() {
          return later ? 2 : 1;
        }

        @Override
        public long validFrom() {
          return later ? changesAt : Long.MIN_VALUE;
        }

        @Override
        public long validUntil() {
          return later ? Long.MAX_VALUE : changesAt;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Staleness staleness() {
      return new Staleness(Instant.EPOCH, null);
    }

    @Override
    public void close() {}
  }
}
