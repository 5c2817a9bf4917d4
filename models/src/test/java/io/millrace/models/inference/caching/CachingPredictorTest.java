package io.millrace.models.inference.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.CountingModel;
import io.millrace.models.statistics.Batches;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachingPredictorTest {
  private final CountingModel model = new CountingModel();
  private final PredictionCache cache = new PredictionCache(1_000_000);

  private CachingPredictor version(long version) {
    return new CachingPredictor(model, "m", version, List.of("x"), cache);
  }

  private static ColumnBatch rows(Long... x) {
    return Batches.of("x", Batches.ints(x));
  }

  @Test
  void asksForEachRowOnce() {
    assertThat(version(1).predict(rows(1L, 2L, 1L, 1L)).floats("y"))
        .containsExactly(10, 20, 10, 10);
    assertThat(model.rowsAsked()).isEqualTo(2);
    assertThat(version(1).predict(rows(3L, 2L, 1L)).floats("y")).containsExactly(30, 20, 10);
    assertThat(model.rowsAsked()).isEqualTo(3);
    // Of seven rows three went to the model.
    assertThat(cache.figures()).isEqualTo(new PredictionCache.Figures(4, 3, 3));
    assertThat(cache.figures().hitRate()).isEqualTo(4.0 / 7);
  }

  @Test
  void aNewVersionIsAskedAnew() {
    version(1).predict(rows(1L, 2L));
    version(2).predict(rows(1L, 2L));
    assertThat(model.rowsAsked()).isEqualTo(4);
    version(1).predict(rows(1L, 2L));
    assertThat(model.rowsAsked()).isEqualTo(4);
  }

  @Test
  void staysWithinItsBytes() {
    // An entry weighs 150 bytes, 3 to 5 of the key and 8 of the prediction: at most 62 of 10,000.
    PredictionCache small = new PredictionCache(10_000);
    CachingPredictor predictor = new CachingPredictor(model, "m", 1, List.of("x"), small);
    for (long x = 0; x < 1_000; x++) {
      predictor.predict(rows(x));
    }
    assertThat(small.figures().entries()).isBetween(1L, 62L);
    assertThat(small.figures().misses()).isEqualTo(1_000);
  }

  @Test
  void anEmptyBatchAsksNobody() {
    assertThat(version(1).predict(rows()).rows()).isZero();
    assertThat(model.rowsAsked()).isZero();
  }
}
