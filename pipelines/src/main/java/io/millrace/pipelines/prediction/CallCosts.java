package io.millrace.pipelines.prediction;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.caching.CachingPredictor;
import io.millrace.models.inference.caching.PredictionCache;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What predicting a row costs on this machine, and what looking one up does.
 *
 * @param modelNanos nanoseconds a row of a full batch takes the model
 * @param lookupNanos nanoseconds a row takes a cache that knows it
 */
public record CallCosts(double modelNanos, double lookupNanos) {
  /** A lookup of a row of a few features, where there is no model to measure one with. */
  private static final double TYPICAL_LOOKUP_NANOS = 1_000;

  private static final int WARM_UP = 50;
  private static final int CALLS = 200;
  private static final long MOST_BYTES = 1 << 28;

  /**
   * Measures with the rows of a batch, or takes {@code modelMicros} for the model.
   *
   * @param features the columns that a prediction depends on
   */
  public static CallCosts measure(
      List<String> features, ColumnBatch batch, @Nullable Path model, @Nullable Double modelMicros)
      throws ModelRejectedException {
    if (model == null) {
      double micros = modelMicros == null ? 0 : modelMicros;
      return new CallCosts(micros * 1e3, TYPICAL_LOOKUP_NANOS);
    }
    try (SavedModel loaded = SavedModel.load(model)) {
      CachingPredictor cached =
          new CachingPredictor(loaded, "measured", 0, features, new PredictionCache(MOST_BYTES));
      double modelNanos = nanos(() -> loaded.predict(batch)) / batch.rows();
      double lookupNanos = nanos(() -> cached.predict(batch)) / batch.rows();
      return new CallCosts(modelNanos, lookupNanos);
    }
  }

  /** The median time of a call. */
  private static double nanos(Runnable call) {
    for (int i = 0; i < WARM_UP; i++) {
      call.run();
    }
    long[] nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      call.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[CALLS / 2];
  }
}
