package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.serving.EventTimeModel;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.pipelines.cli.Execution;
import io.millrace.runners.direct.DirectExecution;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.transforms.inference.FeatureRow;
import io.millrace.transforms.inference.InferenceFailure;
import io.millrace.transforms.inference.PredictionResult;
import io.millrace.transforms.inference.RunInference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inference in pipelines that run: every record in is a prediction or a failure, while versions
 * change and records are broken. Takes about half a minute on a quiet machine.
 */
class InferenceIT {
  private static final long RECORDS = 20_000;

  static Stream<Execution> runners() {
    return Stream.of(new DirectExecution(), new FlinkExecution());
  }

  @ParameterizedTest
  @MethodSource("runners")
  void everyRecordIsAnsweredOnceWhileTheChampionChanges(Execution runner, @TempDir Path directory)
      throws Exception {
    LineModels models = new LineModels(directory);
    models.promote(models.publish(3), null, null);
    models.publish(-1);
    String name = "swap on " + runner.name();
    PipelineOptions options =
        runner.options(new Execution.Settings(true, null, directory.resolve("checkpoints")));
    if (runner instanceof FlinkExecution) {
      FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
      flink.setParallelism(1);
      flink.setAttachedMode(true);
      flink.setShutdownSourcesAfterIdleMs(100L);
    } else {
      options.as(DirectOptions.class).setTargetParallelism(1);
    }
    Pipeline pipeline = Pipeline.create(options);
    PCollection<Long> numbers =
        pipeline.apply(
            GenerateSequence.from(0).to(RECORDS).withRate(100, org.joda.time.Duration.millis(10)));
    ModelHandler model = LocalModel.of(models.champion()).withPollInterval(Duration.ofMillis(20));
    ChampionChanges changes = new ChampionChanges(directory, RECORDS / 4, RECORDS / 2);
    answer(
        name,
        numbers.apply(
            RunInference.of(
                model,
                (Long number, FeatureRow row) -> {
                  changes.comesBy(number);
                  features(number, row);
                })));
    try (ModelAccess held = model.open();
        ModelLease first = held.acquire(0, Duration.ofMinutes(1))) {
      assertThat(first.version()).isEqualTo(1);
      pipeline.run().waitUntilFinish();
    }

    Answers answers = Answers.of(name);
    assertThat(answers.repeated).hasValue(0);
    assertThat(answers.byNumber).hasSize((int) RECORDS);
    answers.byNumber.forEach(InferenceIT::check);
    assertThat(answers.byNumber.values())
        .as("both versions")
        .anyMatch(answer -> answer.startsWith("1:"))
        .anyMatch(answer -> answer.startsWith("2:"));
  }

  @Test
  void aReplayOnFlinkPredictsAsDirectDid(@TempDir Path directory) throws Exception {
    LineModels models = new LineModels(directory);
    models.promote(models.publish(3), null, Instant.EPOCH);
    models.promote(models.publish(-1), 1L, Instant.ofEpochSecond(7_000));
    models.promote(models.publish(3.5), 2L, Instant.ofEpochSecond(13_000));
    Map<Long, String> direct =
        replay(new DirectExecution(), models, directory, Batching.defaults());
    Map<Long, String> flink = replay(new FlinkExecution(), models, directory, Batching.ofSize(100));
    assertThat(direct).hasSize((int) RECORDS).isEqualTo(flink);
    direct.forEach(
        (number, answer) -> {
          if (answer.contains(":")) {
            assertThat(answer).startsWith(number < 7_000 ? "1:" : number < 13_000 ? "2:" : "3:");
          }
        });
  }

  /** The same records, a second of event time apart. */
  private static Map<Long, String> replay(
      Execution runner, LineModels models, Path directory, Batching batching) throws Exception {
    String name = "replay on " + runner.name();
    Pipeline pipeline =
        Pipeline.create(
            runner.options(new Execution.Settings(false, null, directory.resolve("checkpoints"))));
    answer(
        name,
        pipeline
            .apply(GenerateSequence.from(0).to(RECORDS))
            .apply(WithTimestamps.of(second -> org.joda.time.Instant.ofEpochSecond(second)))
            .apply(
                RunInference.of(EventTimeModel.of(models.champion()), InferenceIT::features)
                    .withBatching(batching)));
    pipeline.run().waitUntilFinish();
    assertThat(Answers.of(name).repeated).hasValue(0);
    return Answers.of(name).byNumber;
  }

  private static void answer(
      String name,
      WithFailures.Result<PCollection<PredictionResult<Long>>, InferenceFailure<Long>> inferred) {
    inferred.output().apply("Predicted", ParDo.of(new Answers.Predicted(name)));
    inferred.failures().apply("Failed", ParDo.of(new Answers.Failed(name)));
  }

  /** Of 500 numbers the model refuses one, and of one the features cannot be told. */
  private static void features(long number, FeatureRow row) {
    if (number % 500 == 11) {
      throw new IllegalArgumentException("number: " + number + " (expected: another)");
    }
    row.put("x", (double) (number % 20));
    if (number % 500 == 7) {
      row.put("x", 0d);
    }
  }

  private static void check(long number, String answer) {
    if (number % 500 == 11) {
      assertThat(answer).isEqualTo("preprocess");
    } else if (number % 500 == 7) {
      assertThat(answer).isEqualTo("predict");
    } else {
      double slope = answer.startsWith("1:") ? 3 : -1;
      double expected = slope * (number % 20) + 2;
      assertThat(Double.parseDouble(answer.substring(2))).isCloseTo(expected, within(1.0));
    }
  }
}
