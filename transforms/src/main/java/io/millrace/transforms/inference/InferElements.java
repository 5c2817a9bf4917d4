package io.millrace.transforms.inference;

import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.batching.InferenceMetrics;
import io.millrace.models.inference.serving.ModelHandler;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.ProcessFunction;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Predicts every element of a collection: {@link RunInference} for pipelines that do not flow in
 * column batches.
 *
 * <p>Input: elements, bounded or not. Output: what became of each, with its timestamp and in its
 * window: a result, or a failure that names the stage and the reason. Elements in are results plus
 * failures, exactly. The order is not kept.
 *
 * <p>Elements of one window are predicted together, as many at once as {@link Batching} wants. They
 * wait for each other until their bundle ends, or, with a {@linkplain Batching#maxWait maximum
 * wait} above zero, that long, in state: this shuffles them, and pays where bundles are small and a
 * call is dear.
 *
 * <pre>{@code
 * WithFailures.Result<PCollection<PredictionResult<Row>>, InferenceFailure<Row>> inferred =
 *     rows.apply(RunInference.ofRows(LocalModel.latest(Path.of("/models/taxi"))));
 * PCollection<PredictionResult<Row>> results = inferred.output();
 * PCollection<InferenceFailure<Row>> failures = inferred.failures();
 * }</pre>
 *
 * @param <T> the elements
 * @param <R> the results
 */
public final class InferElements<T, R>
    extends PTransform<PCollection<T>, WithFailures.Result<PCollection<R>, InferenceFailure<T>>> {

  /** The coder of the results, given that of the elements. */
  private interface ResultCoders<T, R> extends Serializable {
    Coder<R> of(Coder<T> elements);
  }

  private final ModelChoice<T> models;
  private final InferenceSettings settings;
  private final ElementColumns.Factory<T> columns;
  private final ProcessFunction<PredictionResult<T>, R> postprocess;
  private final ResultCoders<T, R> coders;

  private InferElements(
      ModelChoice<T> models,
      InferenceSettings settings,
      ElementColumns.Factory<T> columns,
      ProcessFunction<PredictionResult<T>, R> postprocess,
      ResultCoders<T, R> coders) {
    this.models = models;
    this.settings = settings;
    this.columns = columns;
    this.postprocess = postprocess;
    this.coders = coders;
  }

  static <T> InferElements<T, PredictionResult<T>> of(ModelHandler handler, Features<T> features) {
    return new InferElements<>(
        element -> handler,
        InferenceSettings.defaults(),
        () -> new FeatureColumns<>(features),
        result -> result,
        PredictionResult::coder);
  }

  static InferElements<byte[], PredictionResult<byte[]>> ofExamples(ModelHandler handler) {
    return new InferElements<>(
        element -> handler,
        InferenceSettings.defaults(),
        ExampleColumns::new,
        result -> result,
        PredictionResult::coder);
  }

  static <K, V> InferElements<KV<K, V>, KV<K, PredictionResult<V>>> ofValues(
      ModelHandler handler, Features<V> features) {
    return ofPairs(element -> handler, features);
  }

  static <K, V> InferElements<KV<K, V>, KV<K, PredictionResult<V>>> byKey(
      Map<K, ModelHandler> models, Features<V> features) {
    return ofPairs(ModelChoice.byKey(models), features);
  }

  private static <K, V> InferElements<KV<K, V>, KV<K, PredictionResult<V>>> ofPairs(
      ModelChoice<KV<K, V>> models, Features<V> features) {
    return new InferElements<>(
        models,
        InferenceSettings.defaults(),
        () -> new FeatureColumns<>((pair, row) -> features.write(pair.getValue(), row)),
        result -> KV.of(result.record().getKey(), result.of(result.record().getValue())),
        InferElements::pairs);
  }

  private static <K, V> Coder<KV<K, PredictionResult<V>>> pairs(Coder<KV<K, V>> elements) {
    if (elements instanceof KvCoder<K, V> pairs) {
      return KvCoder.of(pairs.getKeyCoder(), PredictionResult.coder(pairs.getValueCoder()));
    }
    throw new IllegalArgumentException("coder: " + elements + " (expected: a KvCoder)");
  }

  /**
   * Turns results into something else. What it throws makes the element a failure of the stage
   * {@code postprocess}.
   */
  public <U> InferElements<T, U> withPostprocess(ProcessFunction<R, U> function, Coder<U> coder) {
    ProcessFunction<PredictionResult<T>, R> before = postprocess;
    return new InferElements<>(
        models,
        settings,
        columns,
        result -> function.apply(before.apply(result)),
        elements -> coder);
  }

  /** How elements are put together; by default {@link Batching#defaults}. */
  public InferElements<T, R> withBatching(Batching batching) {
    return with(settings.withBatching(batching));
  }

  /** As {@link RunInference#withModelTimeout}. */
  public InferElements<T, R> withModelTimeout(Duration timeout) {
    return with(settings.withModelTimeout(timeout));
  }

  /** As {@link RunInference#withMetrics}. */
  public InferElements<T, R> withMetrics(InferenceMetrics metrics) {
    return with(settings.withMetrics(metrics));
  }

  private InferElements<T, R> with(InferenceSettings other) {
    return new InferElements<>(models, other, columns, postprocess, coders);
  }

  @Override
  public WithFailures.Result<PCollection<R>, InferenceFailure<T>> expand(PCollection<T> elements) {
    TupleTag<R> results = new TupleTag<>() {};
    TupleTag<InferenceFailure<T>> failures = new TupleTag<>() {};
    ElementInference<T, R> inference =
        new ElementInference<>(models, settings, columns, postprocess, results, failures);
    TupleTagList others = TupleTagList.of(failures);
    PCollectionTuple inferred =
        settings.batching().maxWait().isZero()
            ? elements.apply(
                "InferInBundles",
                ParDo.of(new InferInBundlesFn<>(inference)).withOutputTags(results, others))
            : elements
                .apply("Gather", new GatherElements<>(settings.batching()))
                .apply(
                    "InferGathered",
                    ParDo.of(new InferGatheredFn<>(inference)).withOutputTags(results, others));
    inferred.get(results).setCoder(coders.of(elements.getCoder()));
    inferred.get(failures).setCoder(InferenceFailure.coder(elements.getCoder()));
    return WithFailures.Result.of(inferred, results, failures);
  }
}
