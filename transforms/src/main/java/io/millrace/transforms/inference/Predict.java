package io.millrace.transforms.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.inference.IsolatingPredictor;
import io.millrace.models.inference.Lease;
import io.millrace.models.inference.ModelSource;
import io.millrace.models.inference.ServedModel;
import io.millrace.transforms.coders.DataCoders;
import java.time.Duration;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Predicts every row with the model version in force, which may change while the pipeline runs.
 *
 * <p>Input: column batches, bounded or not; windows and timestamps stay as they are. Output: {@link
 * #SCORED}, one batch for each batch of the input, and {@link #DEAD_LETTERS}, the rows that the
 * model refuses: a failing batch is split until those are found. Rows in are rows scored plus dead
 * letters, exactly; a bundle that the runner repeats may be predicted by another version than the
 * first time.
 *
 * <p>The model is loaded once a process and shared by its threads. A new version is loaded and
 * probed in the background and takes over between two batches.
 *
 * <p>Next: {@link io.millrace.transforms.feedback.JoinLabels}.
 */
public final class Predict extends PTransform<PCollection<ColumnBatch>, PCollectionTuple> {
  public static final TupleTag<ScoredBatch> SCORED = new TupleTag<>() {};
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>() {};

  private final ModelSource source;
  private final Duration pollInterval;
  private final Duration firstModelTimeout;

  private Predict(ModelSource source, Duration pollInterval, Duration firstModelTimeout) {
    this.source = source;
    this.pollInterval = pollInterval;
    this.firstModelTimeout = firstModelTimeout;
  }

  /** Predicts with the model that {@code source} names; looks once a second for another. */
  public static Predict with(ModelSource source) {
    return new Predict(source, Duration.ofSeconds(1), ServedModel.FIRST_MODEL_TIMEOUT);
  }

  /** How long a new version may stay unnoticed; longer than zero. */
  public Predict withPollInterval(Duration interval) {
    return new Predict(source, interval, firstModelTimeout);
  }

  /** How long a worker waits for its first model before the bundle fails and is repeated. */
  public Predict withFirstModelTimeout(Duration timeout) {
    return new Predict(source, pollInterval, timeout);
  }

  @Override
  public PCollectionTuple expand(PCollection<ColumnBatch> batches) {
    PCollectionTuple scored =
        batches.apply(
            "Predict",
            ParDo.of(new PredictFn(source, pollInterval, firstModelTimeout))
                .withOutputTags(SCORED, TupleTagList.of(DEAD_LETTERS)));
    scored.get(SCORED).setCoder(ScoredBatch.CODER);
    scored.get(DEAD_LETTERS).setCoder(DataCoders.DEAD_LETTER);
    return scored;
  }

  private static final class PredictFn extends DoFn<ColumnBatch, ScoredBatch> {
    private final ModelSource source;
    private final Duration pollInterval;
    private final Duration firstModelTimeout;
    private transient @Nullable ServedModel served;
    private transient @Nullable IsolatingPredictor predictor;

    PredictFn(ModelSource source, Duration pollInterval, Duration firstModelTimeout) {
      this.source = source;
      this.pollInterval = pollInterval;
      this.firstModelTimeout = firstModelTimeout;
    }

    @Setup
    public void setup() {
      served = ServedModel.shared(source, pollInterval);
      predictor = new IsolatingPredictor();
    }

    @ProcessElement
    public void predict(@Element ColumnBatch batch, MultiOutputReceiver out) throws Exception {
      if (served == null || predictor == null) {
        throw new IllegalStateException("model: not set up (expected: setup before elements)");
      }
      try (Lease lease = served.acquire(firstModelTimeout)) {
        IsolatingPredictor.Outcome outcome = predictor.predict(lease.savedModel(), batch);
        int[] good = outcome.goodRows();
        ColumnBatch rows = good.length == batch.rows() ? batch : batch.select(good, good.length);
        if (rows.rows() > 0) {
          out.get(SCORED)
              .output(
                  new ScoredBatch(
                      rows.withoutOriginals(),
                      outcome.predictions(),
                      lease.model(),
                      lease.version(),
                      System.currentTimeMillis()));
        }
        for (IsolatingPredictor.Failure failure : outcome.failures()) {
          out.get(DEAD_LETTERS).output(deadLetter(batch, failure, lease));
        }
      }
    }

    private static DeadLetter deadLetter(
        ColumnBatch batch, IsolatingPredictor.Failure failure, Lease lease) {
      int row = failure.row();
      BytesColumn originals = batch.originals();
      return new DeadLetter(
          originals == null ? new byte[0] : originals.copy(row),
          "predict",
          lease.model() + ":" + lease.version() + ": " + failure.reason(),
          batch.eventTime(row),
          batch.positions().get(row));
    }

    @Teardown
    public void teardown() {
      if (served != null) {
        served.close();
        served = null;
      }
    }
  }
}
