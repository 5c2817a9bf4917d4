package io.millrace.transforms.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.serving.EventTimeModel;
import io.millrace.models.registry.Registry;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 1 says 3x + 2, version 2 from second 100 on -x + 2, version 3 from 200 on 7x + 2. */
class EventTimeVersionsIT {
  private static final Layout X = Rows.layout("x", ValueType.FLOAT);
  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

  @SuppressWarnings("NullAway.Init") // JUnit calls publish first
  private static LinearModels models;

  @BeforeAll
  static void publish(@TempDir Path root) throws Exception {
    models = new LinearModels(root);
    models.promote(models.publish(3), null, Instant.ofEpochSecond(0));
    models.promote(models.publish(-1), 1L, Instant.ofEpochSecond(100));
    models.promote(models.publish(7), 2L, Instant.ofEpochSecond(200));
  }

  @Test
  void aReplayInAnotherOrderAndOtherBundlesPredictsAlike() {
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second < 300; second++) {
      seconds.add(second);
    }
    Map<Integer, String> first = predict(seconds, 50, Batching.defaults());
    assertThat(first).hasSize(300);
    first.forEach(
        (second, answer) -> {
          String[] parts = answer.split(":");
          int version = second < 100 ? 1 : second < 200 ? 2 : 3;
          double slope = second < 100 ? 3 : second < 200 ? -1 : 7;
          assertThat(parts[0]).isEqualTo("" + version);
          assertThat(Double.parseDouble(parts[1]))
              .isCloseTo(slope * (second % 20) + 2, within(1.0));
        });

    Collections.shuffle(seconds, new Random(1));
    assertThat(predict(seconds, 300, Batching.ofSize(64))).isEqualTo(first);
    Collections.shuffle(seconds, new Random(2));
    assertThat(predict(seconds, 7, Batching.ofSize(3))).isEqualTo(first);
  }

  /** What each row's second got: version and prediction. */
  private static Map<Integer, String> predict(
      List<Integer> seconds, int rowsOfBatch, Batching batching) {
    List<ColumnBatch> batches = new ArrayList<>();
    for (int from = 0; from < seconds.size(); from += rowsOfBatch) {
      Rows rows = Rows.of(X);
      for (int second : seconds.subList(from, Math.min(seconds.size(), from + rowsOfBatch))) {
        rows.add("" + second, second * 1000L, (double) (second % 20));
      }
      batches.add(rows.batch());
    }
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple inferred =
        pipeline
            .apply(Create.of(batches).withCoder(DataCoders.BATCH))
            .apply(RunInference.with(EventTimeModel.of(models.champion())).withBatching(batching));
    Contents.of(inferred.get(RunInference.FAILURES), failures -> assertThat(failures).isEmpty());
    SEEN.clear();
    inferred.get(RunInference.PREDICTIONS).apply(ParDo.of(new CollectFn()));
    pipeline.run().waitUntilFinish();
    Map<Integer, String> answers = new TreeMap<>();
    for (String line : SEEN) {
      String[] parts = line.split("=");
      assertThat(answers.put(Integer.valueOf(parts[0]), parts[1])).as("seen once").isNull();
    }
    return answers;
  }

  private static final class CollectFn extends DoFn<ScoredBatch, Void> {
    @ProcessElement
    public void collect(@Element ScoredBatch batch) {
      double[] predictions = batch.predictions().floats("prediction");
      for (int row = 0; row < predictions.length; row++) {
        SEEN.add(batch.rows().ids().string(row) + "=" + batch.version() + ":" + predictions[row]);
      }
    }
  }

  @Test
  void aRollbackHoldsForReplaysToo(@TempDir Path root) throws Exception {
    LinearModels others = new LinearModels(root);
    others.promote(others.publish(3), null, Instant.ofEpochSecond(0));
    others.promote(others.publish(-1), 1L, Instant.ofEpochSecond(100));
    try (Registry registry = others.registry()) {
      registry.rollback("linear", "champion", "test", "worse");
    }
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple inferred =
        pipeline
            .apply(
                Create.of(Rows.of(X).add("a", 50_000, 10d).add("b", 150_000, 10d).batch())
                    .withCoder(DataCoders.BATCH))
            .apply(RunInference.with(EventTimeModel.of(others.champion())));
    Contents.of(
        inferred.get(RunInference.PREDICTIONS),
        batches ->
            assertThat(batches)
                .singleElement()
                .satisfies(
                    batch -> {
                      assertThat(batch.version()).isEqualTo(1);
                      assertThat(batch.predictions().floats("prediction"))
                          .containsExactly(new double[] {32, 32}, within(0.5));
                    }));
    pipeline.run();
  }
}
