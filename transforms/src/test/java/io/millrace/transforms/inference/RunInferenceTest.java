package io.millrace.transforms.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.VersionedDirectory;
import io.millrace.models.registry.RegistryModelSource;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunInferenceTest {
  private static final Layout X = Rows.layout("x", ValueType.FLOAT);

  @SuppressWarnings("NullAway.Init") // JUnit calls publish first
  private static RegistryModelSource champion;

  private final Pipeline pipeline = Pipeline.create();

  @BeforeAll
  static void publish(@TempDir Path root) throws Exception {
    LinearModels models = new LinearModels(root);
    models.promote(models.publish(3), null, null);
    champion = models.champion();
  }

  @Test
  void everyRowIsPredictedByTheChampion() {
    ColumnBatch rows = Rows.of(X).add("a", 10, 0d).add("b", 20, 10d).batch();
    PCollectionTuple scored = predict(rows);
    Contents.of(
        scored.get(RunInference.PREDICTIONS),
        batches ->
            assertThat(batches)
                .singleElement()
                .satisfies(
                    batch -> {
                      assertThat(batch.model()).isEqualTo("linear");
                      assertThat(batch.version()).isEqualTo(1);
                      assertThat(batch.rows().ids().string(1)).isEqualTo("b");
                      assertThat(batch.rows().eventTimes()).containsExactly(10, 20);
                      assertThat(batch.rows().originals()).isNull();
                      assertThat(batch.predictions().floats("prediction"))
                          .containsExactly(new double[] {2, 32}, within(0.5));
                    }));
    Contents.of(scored.get(RunInference.FAILURES), letters -> assertThat(letters).isEmpty());
    pipeline.run();
  }

  @Test
  void aRowThatTheModelRefusesIsADeadLetterAndTheOthersAreNot() {
    ColumnBatch rows =
        Rows.of(X)
            .add("a", 10, 0d)
            .add("two values", 20, new double[] {1, 2})
            .add("b", 30, 10d)
            .batch();
    PCollectionTuple scored = predict(rows);
    Contents.of(
        scored.get(RunInference.PREDICTIONS),
        batches ->
            assertThat(batches)
                .singleElement()
                .satisfies(
                    batch -> {
                      assertThat(batch.rows().eventTimes()).containsExactly(10, 30);
                      assertThat(batch.predictions().floats("prediction"))
                          .containsExactly(new double[] {2, 32}, within(0.5));
                    }));
    Contents.of(
        scored.get(RunInference.FAILURES),
        letters ->
            assertThat(letters)
                .singleElement()
                .satisfies(
                    letter -> {
                      assertThat(new String(letter.original(), StandardCharsets.UTF_8))
                          .isEqualTo("two values");
                      assertThat(letter.stage()).isEqualTo("predict");
                      assertThat(letter.reason())
                          .isEqualTo("linear:1: column x: 2 values (expected: one)");
                      assertThat(letter.eventTime()).isEqualTo(20);
                      assertThat(letter.position().toString()).isEqualTo("test:1");
                    }));
    pipeline.run();
  }

  @Test
  void rowsWithoutAColumnOfTheModelAreAllDeadLetters() {
    PCollectionTuple scored =
        predict(Rows.of(Rows.layout()).add("a", 10).add("b", 20).add("c", 30).batch());
    Contents.of(scored.get(RunInference.PREDICTIONS), batches -> assertThat(batches).isEmpty());
    Contents.of(
        scored.get(RunInference.FAILURES),
        letters ->
            assertThat(letters)
                .extracting(letter -> letter.eventTime())
                .containsExactlyInAnyOrder(10L, 20L, 30L));
    pipeline.run();
  }

  @Test
  void aWorkerWaitsForItsFirstModelAsLongAsItIsTold(@TempDir Path root) {
    VersionedDirectory none = new VersionedDirectory(root);
    pipeline
        .apply(Create.of(Rows.of(X).add("a", 10, 0d).batch()).withCoder(DataCoders.BATCH))
        .apply(RunInference.with(LocalModel.of(none)).withModelTimeout(Duration.ofMillis(1)));
    assertThatThrownBy(pipeline::run).hasMessageContaining("none after 1 ms");
  }

  @Test
  void smallBatchesOfABundleShareACallAndComeOutAsTheyCameIn() {
    ColumnBatch one = Rows.of(X).add("a", 10, 0d).batch();
    ColumnBatch two =
        Rows.of(X).add("two values", 20, new double[] {1, 2}).add("b", 30, 10d).batch();
    PCollectionTuple scored =
        pipeline
            .apply(Create.of(one, two).withCoder(DataCoders.BATCH))
            .apply(WithKeys.of("one bundle"))
            .apply(GroupByKey.create())
            .apply(Values.create())
            .apply(Flatten.iterables())
            .apply(
                WithTimestamps.<ColumnBatch>of(batch -> new Instant(batch.eventTime(0)))
                    .withAllowedTimestampSkew(org.joda.time.Duration.millis(Long.MAX_VALUE)))
            .apply(
                RunInference.with(LocalModel.of(champion))
                    .withBatching(Batching.defaults().withSizes(3, 100)));
    Contents.of(
        scored.get(RunInference.PREDICTIONS).apply("Predicted at", Reify.timestamps()),
        batches ->
            assertThat(batches)
                .extracting(
                    batch -> batch.getTimestamp().getMillis(),
                    batch -> batch.getValue().rows().ids().string(0),
                    batch -> Math.round(batch.getValue().predictions().floats("prediction")[0]))
                .containsExactlyInAnyOrder(tuple(10L, "a", 2L), tuple(20L, "b", 32L)));
    Contents.of(
        scored.get(RunInference.FAILURES).apply("Failed at", Reify.timestamps()),
        letters ->
            assertThat(letters)
                .singleElement()
                .satisfies(
                    letter -> {
                      assertThat(letter.getTimestamp().getMillis()).isEqualTo(20);
                      assertThat(new String(letter.getValue().original(), StandardCharsets.UTF_8))
                          .isEqualTo("two values");
                      assertThat(letter.getValue().position().toString()).isEqualTo("test:0");
                    }));
    PipelineResult result = pipeline.run();
    assertThat(result.metrics().allMetrics().getDistributions())
        .filteredOn(each -> each.getName().getName().equals("inference_request_batch_size"))
        .singleElement()
        .satisfies(
            sizes -> {
              assertThat(sizes.getAttempted().getCount()).isEqualTo(1);
              assertThat(sizes.getAttempted().getMax()).isEqualTo(3);
            });
  }

  private PCollectionTuple predict(ColumnBatch... batches) {
    return pipeline
        .apply(Create.of(List.of(batches)).withCoder(DataCoders.BATCH))
        .apply(RunInference.with(LocalModel.of(champion)));
  }
}
