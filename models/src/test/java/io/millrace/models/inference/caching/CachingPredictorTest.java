package io.millrace.models.inference.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.CountingModel;
import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.SmallModels;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.statistics.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void eventTimesThatTheModelReadsAreAPartOfTheKey() {
    CachingPredictor cached = new CachingPredictor(new TimeModel(), "t", 1, List.of("x"), cache);
    assertThat(cached.predict(at(7, 8)).floats("y")).containsExactly(7, 8);
    assertThat(cached.predict(at(8, 9)).floats("y")).containsExactly(8, 9);
    assertThat(cache.figures().hits()).isEqualTo(1);
  }

  private static ColumnBatch at(long... times) {
    ColumnBatchBuilder rows = new ColumnBatchBuilder(rows(1L).layout(), false);
    for (long time : times) {
      rows.append(0, 1L);
      rows.endRow(new byte[0], time, new SourcePosition("test", 0, 0), new byte[0]);
    }
    return rows.build();
  }

  @Test
  void handlersOfOtherSettingsShareNoAnswers(@TempDir Path directory) throws Exception {
    LocalModel model = LocalModel.version(scaling(directory), 1);
    ColumnBatch missing = Batches.of("x", Batches.floats((Double) null));
    for (int value = 1; value <= 2; value++) {
      ModelOptions options = ModelOptions.defaults().withValue("x", Integer.toString(value));
      CachedModel cached = new CachedModel(model.withOptions(options), List.of("x"), 10_000);
      assertThat(predict(cached, missing).floats("y")).containsExactly(10 * value);
      assertThat(predict(cached, missing).floats("y")).containsExactly(10 * value);
      assertThat(cached.figures()).isEqualTo(new PredictionCache.Figures(1, 1, 1));
    }
  }

  @Test
  void aCacheOfAnotherSizeIsAnother(@TempDir Path directory) throws Exception {
    LocalModel model = LocalModel.version(scaling(directory), 1);
    for (long size : new long[] {10_000, 1}) {
      CachedModel cached = new CachedModel(model, List.of("x"), size);
      predict(cached, Batches.of("x", Batches.floats(1.0)));
      assertThat(cached.figures().entries()).isEqualTo(size == 1 ? 0 : 1);
    }
  }

  private static Path scaling(Path directory) throws IOException {
    SmallModels.scaling(directory.resolve("1"), 10);
    return directory;
  }

  private static Predictions predict(CachedModel cached, ColumnBatch rows) {
    try (ModelAccess access = cached.open();
        ModelLease lease = access.acquire(0, Duration.ofSeconds(30))) {
      return lease.predictor().predict(rows);
    }
  }

  /** Predicts the event time. */
  private static final class TimeModel implements BatchPredictor {
    @Override
    public Layout outputs() {
      return Layout.of(new Layout.Field("y", ValueType.INT));
    }

    @Override
    public boolean readsEventTimes() {
      return true;
    }

    @Override
    public Predictions predict(ColumnBatch rows) {
      IntColumn times = new IntColumn(rows.eventTimes(), null, Validity.allPresent(rows.rows()));
      return new Predictions(outputs(), List.of(times), rows.rows());
    }
  }

  @Test
  void anEmptyBatchAsksNobody() {
    assertThat(version(1).predict(rows()).rows()).isZero();
    assertThat(model.rowsAsked()).isZero();
  }
}
