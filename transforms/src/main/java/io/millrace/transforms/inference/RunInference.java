package io.millrace.transforms.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.batching.BatchInference;
import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.batching.InferenceMetrics;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.windows.TimestampSkew;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Predicts every row of column batches with what a {@link ModelHandler} serves, which may change
 * while the pipeline runs.
 *
 * <p>Input: column batches, bounded or not; windows and timestamps stay as they are. Output: {@link
 * #PREDICTIONS}, one batch for each version that predicted rows of a batch of the input, which is
 * one unless versions are bound to event time; and {@link #FAILURES}, the rows that have no
 * prediction, with the stage {@code predict} and the reason. Rows in are rows predicted plus
 * failures, exactly: a failing call is split until the rows at fault are found, and one that fails
 * for no row's fault is made again. A bundle that the runner repeats may be predicted by another
 * version than the first time, unless versions are bound to event time.
 *
 * <p>The model is loaded once a process and shared by its threads. A batch of more rows than {@link
 * Batching} wants becomes several calls; batches of fewer than its minimum wait for each other
 * within their bundle and window and go into one call.
 *
 * <pre>{@code
 * PCollectionTuple inferred =
 *     batches.apply(RunInference.with(LocalModel.latest(Path.of("/models/taxi"))));
 * PCollection<ScoredBatch> predictions = inferred.get(RunInference.PREDICTIONS);
 * PCollection<DeadLetter> failures = inferred.get(RunInference.FAILURES);
 * }</pre>
 *
 * <p>For elements that are no column batches: {@link #ofRows}, {@link #ofExamples}, {@link #of} and
 * {@link #ofValues}. Next: {@link io.millrace.transforms.feedback.JoinLabels}.
 */
public final class RunInference extends PTransform<PCollection<ColumnBatch>, PCollectionTuple> {
  public static final TupleTag<ScoredBatch> PREDICTIONS = new TupleTag<>() {};
  public static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  /** What dead letters name as the stage. */
  public static final String STAGE = "predict";

  private final ModelHandler handler;
  private final InferenceSettings settings;

  private RunInference(ModelHandler handler, InferenceSettings settings) {
    this.handler = handler;
    this.settings = settings;
  }

  /** Predicts with what the handler serves. */
  public static RunInference with(ModelHandler handler) {
    return new RunInference(handler, InferenceSettings.defaults());
  }

  /** Predicts Beam rows: the model's inputs are fields of their names. */
  public static InferElements<Row, PredictionResult<Row>> ofRows(ModelHandler handler) {
    return of(handler, new RowFeatures());
  }

  /**
   * Predicts serialized {@code tf.Example} records, by their features' names, whether the model
   * takes tensors or serialized examples. Objects of TensorFlow's or TFX's class go through {@code
   * MapElements.into(TypeDescriptor.of(byte[].class)).via(Example::toByteArray)} first.
   */
  public static InferElements<byte[], PredictionResult<byte[]>> ofExamples(ModelHandler handler) {
    return InferElements.ofExamples(handler);
  }

  /** Predicts elements of any type, from the features that this function tells of them. */
  public static <T> InferElements<T, PredictionResult<T>> of(
      ModelHandler handler, Features<T> features) {
    return InferElements.of(handler, features);
  }

  /** Predicts the values of pairs, from the features that this function tells; keys stay. */
  public static <K, V> InferElements<KV<K, V>, KV<K, PredictionResult<V>>> ofValues(
      ModelHandler handler, Features<V> features) {
    return InferElements.ofValues(handler, features);
  }

  /**
   * Predicts the values of pairs, each with the model of its key, from the features that this
   * function tells; keys stay. A key without a model makes a failure of the stage {@value #STAGE}.
   * Where models are many, {@link io.millrace.models.inference.serving.PooledModel}s share a memory
   * budget.
   */
  public static <K, V> InferElements<KV<K, V>, KV<K, PredictionResult<V>>> byKey(
      Map<K, ModelHandler> models, Features<V> features) {
    return InferElements.byKey(models, features);
  }

  /** How many rows go into a call; by default {@link Batching#defaults}. */
  public RunInference withBatching(Batching batching) {
    return new RunInference(handler, settings.withBatching(batching));
  }

  /**
   * How long a worker waits for a model that is not there yet before the bundle fails and is
   * repeated; a minute by default.
   */
  public RunInference withModelTimeout(Duration timeout) {
    return new RunInference(handler, settings.withModelTimeout(timeout));
  }

  /** Where calls are counted; by default as Beam's metrics. */
  public RunInference withMetrics(InferenceMetrics metrics) {
    return new RunInference(handler, settings.withMetrics(metrics));
  }

  @Override
  public PCollectionTuple expand(PCollection<ColumnBatch> batches) {
    PCollectionTuple inferred =
        batches.apply(
            "Infer",
            ParDo.of(new InferFn(handler, settings))
                .withOutputTags(PREDICTIONS, TupleTagList.of(FAILURES)));
    inferred.get(PREDICTIONS).setCoder(ScoredBatch.CODER);
    inferred.get(FAILURES).setCoder(DataCoders.DEAD_LETTER);
    return inferred;
  }

  private static final class InferFn extends DoFn<ColumnBatch, ScoredBatch> {
    private final ModelHandler handler;
    private final InferenceSettings settings;
    private transient @Nullable BatchInference inference;
    private transient Map<BoundedWindow, WaitingBatches> waiting = new LinkedHashMap<>();

    InferFn(ModelHandler handler, InferenceSettings settings) {
      this.handler = handler;
      this.settings = settings;
    }

    @Setup
    public void setup() {
      inference = settings.open(handler);
    }

    @StartBundle
    public void start() {
      waiting = new LinkedHashMap<>();
    }

    @ProcessElement
    public void infer(
        @Element ColumnBatch batch,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        MultiOutputReceiver out) {
      Emitter emitter =
          new Emitter() {
            @Override
            public <O> void emit(TupleTag<O> tag, O value, Instant time) {
              out.get(tag).outputWithTimestamp(value, time);
            }
          };
      int wanted = settings.batching().minBatchSize();
      if (batch.rows() >= wanted) {
        opened().predict(batch, new Outputs(batch, timestamp, emitter));
      } else {
        waiting
            .computeIfAbsent(window, key -> new WaitingBatches(wanted))
            .add(batch, timestamp, opened(), (part, time) -> new Outputs(part, time, emitter));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      waiting.forEach(
          (window, batches) -> {
            Emitter emitter =
                new Emitter() {
                  @Override
                  public <O> void emit(TupleTag<O> tag, O value, Instant time) {
                    context.output(tag, value, time, window);
                  }
                };
            batches.flush(opened(), (part, time) -> new Outputs(part, time, emitter));
          });
    }

    private BatchInference opened() {
      if (inference == null) {
        throw new IllegalStateException("inference: not set up (expected: setup before elements)");
      }
      return inference;
    }

    @Teardown
    public void teardown() {
      if (inference != null) {
        inference.close();
        inference = null;
      }
    }

    /** A batch that waited goes out with its own timestamp when a later one completes the call. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public org.joda.time.Duration getAllowedTimestampSkew() {
      return TimestampSkew.ANY;
    }
  }

  /** Gives out what became of a batch. */
  private record Outputs(ColumnBatch batch, Instant timestamp, Emitter out)
      implements BatchInference.Receiver {

    @Override
    public void predicted(int[] rows, Predictions predictions, ModelLease lease) {
      ColumnBatch part = rows.length == batch.rows() ? batch : batch.select(rows, rows.length);
      out.emit(
          PREDICTIONS,
          new ScoredBatch(
              part.withoutOriginals(),
              predictions,
              lease.model(),
              lease.version(),
              System.currentTimeMillis()),
          timestamp);
    }

    @Override
    public void failed(int row, String reason, ModelLease lease) {
      BytesColumn originals = batch.originals();
      out.emit(
          FAILURES,
          new DeadLetter(
              originals == null ? new byte[0] : originals.copy(row),
              STAGE,
              lease.model() + ":" + lease.version() + ": " + reason,
              batch.eventTime(row),
              batch.positions().get(row)),
          timestamp);
    }
  }
}
