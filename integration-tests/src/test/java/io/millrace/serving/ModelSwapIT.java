package io.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.serving.Lease;
import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ModelSource;
import io.millrace.models.inference.serving.ServedModel;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand swaps of models that our trainer made, under four calling threads: about 30 s. */
@Timeout(600)
class ModelSwapIT {
  private static final int SWAPS = 1000;
  private static final int THREADS = 4;

  @Test
  void noCallFailsAndNoneIsAnsweredByAnotherVersion(@TempDir Path root) throws Exception {
    ColumnBatch rows = rows(16, 1);
    ModelLocation[] versions = new ModelLocation[3];
    double[][] expected = new double[versions.length][];
    for (int i = 0; i < versions.length; i++) {
      Path directory = root.resolve(Integer.toString(i));
      train(directory, i + 1);
      versions[i] = new ModelLocation("sums", i, directory);
      try (SavedModel model = SavedModel.load(directory)) {
        expected[i] = model.predict(rows).floats("prediction").clone();
      }
    }
    Source source = new Source(versions[0]);
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (ServedModel served = ServedModel.shared(source, Duration.ofMillis(1))) {
      List<Future<Long>> callers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        callers.add(threads.submit(() -> call(served, rows, expected, stop)));
      }
      for (int swap = 1; swap <= SWAPS; swap++) {
        ModelLocation next = versions[swap % versions.length];
        source.location = next;
        while (served.version() != next.version()) {
          Thread.sleep(1);
        }
      }
      stop.set(true);
      long calls = 0;
      for (Future<Long> caller : callers) {
        calls += caller.get(60, TimeUnit.SECONDS);
      }
      assertThat(calls).isGreaterThan(SWAPS);
      assertThat(served.refused()).isEmpty();
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
  }

  private static long call(
      ServedModel served, ColumnBatch rows, double[][] expected, AtomicBoolean stop) {
    long calls = 0;
    while (!stop.get()) {
      try (Lease lease = served.acquire()) {
        assertThat(lease.predictor().predict(rows).floats("prediction"))
            .isEqualTo(expected[(int) lease.version()]);
        calls++;
      }
    }
    return calls;
  }

  private static void train(Path directory, int seed) throws Exception {
    TrainingSpec spec =
        TrainingSpec.builder(List.of(FeatureSpec.numeric("x"), FeatureSpec.category("kind", 4, 2)))
            .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
            .shape(ModelShape.wideAndDeep(8))
            .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.01)))
            .batchSize(64)
            .epochs(1)
            .l2(1e-4)
            .seed(seed)
            .build();
    new Trainer(spec, "label").train(List.of(rows(256, seed)), directory, TrainingProgress.NONE);
  }

  private static ColumnBatch rows(int count, int seed) {
    Layout layout =
        Layout.of(
            new Layout.Field("x", ValueType.FLOAT),
            new Layout.Field("kind", ValueType.STRING),
            new Layout.Field("label", ValueType.FLOAT));
    ColumnBatchBuilder rows = new ColumnBatchBuilder(layout, false);
    for (int row = 0; row < count; row++) {
      rows.append(0, row / 10.0);
      rows.append(1, new byte[] {(byte) ('a' + row % 4)});
      rows.append(2, seed * row / 5.0);
      rows.endRow(new byte[] {1}, row, new SourcePosition("test", 0, row), new byte[0]);
    }
    return rows.build();
  }

  private static final class Source implements ModelSource {
    private transient volatile ModelLocation location;

    Source(ModelLocation location) {
      this.location = location;
    }

    @Override
    public String name() {
      return "model-swap-it";
    }

    @Override
    public ModelLocation current() {
      return location;
    }
  }
}
