package io.millrace.transforms.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.MemoryBudget;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.PooledModel;
import io.millrace.transforms.Contents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;

/** The model says 3x + 2. */
class InferElementsIT {
  private static final Schema SCHEMA = Schema.builder().addNullableDoubleField("x").build();

  @SuppressWarnings("NullAway.Init") // JUnit calls publish first
  private static LocalModel model;

  @SuppressWarnings("NullAway.Init") // as above
  private static Path directory;

  private final Pipeline pipeline = Pipeline.create();

  @BeforeAll
  static void publish(@TempDir Path root) throws Exception {
    LinearModels models = new LinearModels(root);
    models.publish(3);
    models.publish(2);
    directory = models.directory();
    model = LocalModel.version(directory, 1);
  }

  @Test
  void rows() {
    Row one = Row.withSchema(SCHEMA).addValue(1d).build();
    Row ten = Row.withSchema(SCHEMA).addValue(10d).build();
    WithFailures.Result<PCollection<PredictionResult<Row>>, InferenceFailure<Row>> inferred =
        pipeline.apply(Create.of(one, ten).withRowSchema(SCHEMA)).apply(RunInference.ofRows(model));
    Contents.of(
        inferred.output(),
        results ->
            assertThat(results)
                .hasSize(2)
                .allSatisfy(
                    result -> {
                      Double x = result.record().getDouble("x");
                      assertThat(result.number("prediction")).isCloseTo(3 * x + 2, within(0.5));
                      assertThat(result.model()).isEqualTo("linear");
                      assertThat(result.version()).isEqualTo(1);
                    }));
    Contents.of(inferred.failures(), failures -> assertThat(failures).isEmpty());
    pipeline.run();
  }

  @Test
  void examples() {
    byte[] garbage = {1, 2, 3};
    WithFailures.Result<PCollection<PredictionResult<byte[]>>, InferenceFailure<byte[]>> inferred =
        pipeline
            .apply(Create.of(example(1), example(10), garbage).withCoder(ByteArrayCoder.of()))
            .apply(RunInference.ofExamples(model));
    Contents.of(
        inferred.output(),
        results ->
            assertThat(results)
                .extracting(result -> result.number("prediction"))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 0.5 ? 0 : Double.compare(a, b))
                .containsExactlyInAnyOrder(5.0, 32.0));
    Contents.of(
        inferred.failures(),
        failures ->
            assertThat(failures)
                .singleElement()
                .satisfies(
                    failure -> {
                      assertThat(failure.stage()).isEqualTo("preprocess");
                      assertThat(failure.record()).isEqualTo(garbage);
                    }));
    pipeline.run();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 50})
  void eachKeyHasItsModel(long maxWaitMillis) {
    Map<String, ModelHandler> models =
        Map.of(
            "three", new PooledModel(model, MemoryBudget.ofBytes(1)),
            "two", new PooledModel(LocalModel.version(directory, 2), MemoryBudget.ofBytes(1)));
    List<KV<String, Double>> pairs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      pairs.add(KV.of(i % 2 == 0 ? "two" : "three", 10d));
    }
    pairs.add(KV.of("four", 10d));
    var inferred =
        pipeline
            .apply(Create.of(pairs).withCoder(KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of())))
            .apply(
                RunInference.byKey(models, (Double x, FeatureRow row) -> row.put("x", x))
                    .withBatching(
                        Batching.defaults().withMaxWait(Duration.ofMillis(maxWaitMillis))));
    Contents.of(
        inferred.output(),
        results ->
            assertThat(results)
                .hasSize(30)
                .allSatisfy(
                    result ->
                        assertThat(result.getValue().number("prediction"))
                            .isCloseTo(result.getKey().equals("two") ? 22 : 32, within(0.5))));
    Contents.of(
        inferred.failures(),
        failures ->
            assertThat(failures)
                .singleElement()
                .satisfies(
                    failure -> {
                      assertThat(failure.stage()).isEqualTo("predict");
                      assertThat(failure.reason())
                          .isEqualTo("key: four (expected: one of three, two)");
                    }));
    pipeline.run();
  }

  private static byte[] example(float x) {
    Feature feature = Feature.newBuilder().setFloatList(FloatList.newBuilder().addValue(x)).build();
    return Example.newBuilder()
        .setFeatures(org.tensorflow.proto.Features.newBuilder().putFeature("x", feature))
        .build()
        .toByteArray();
  }

  @Test
  void pairsKeepTheirKeys() {
    PCollection<KV<String, PredictionResult<Double>>> results =
        pipeline
            .apply(
                Create.of(KV.of("a", 1d), KV.of("b", 10d))
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of())))
            .apply(RunInference.ofValues(model, (Double x, FeatureRow row) -> row.put("x", x)))
            .output();
    Contents.of(
        results,
        pairs ->
            assertThat(pairs)
                .hasSize(2)
                .allSatisfy(
                    pair -> {
                      double x = pair.getKey().equals("a") ? 1 : 10;
                      assertThat(pair.getValue().record()).isEqualTo(x);
                      assertThat(pair.getValue().number("prediction"))
                          .isCloseTo(3 * x + 2, within(0.5));
                    }));
    pipeline.run();
  }

  /** Within the bundle, and gathered beyond it. */
  @ParameterizedTest
  @ValueSource(longs = {0, 10})
  void everyElementIsAResultOrAFailureWithItsTimeAndWindow(long maxWaitMillis) {
    List<TimestampedValue<String>> texts = new ArrayList<>();
    IntStream.range(0, 100)
        .forEach(i -> texts.add(TimestampedValue.of("" + i % 20, new Instant(i * 1000L))));
    texts.add(TimestampedValue.of("no number", new Instant(5_000)));
    texts.add(TimestampedValue.of("two", new Instant(65_000)));
    texts.add(TimestampedValue.of("13", new Instant(66_000)));
    Batching batching = Batching.ofSize(7).withMaxWait(Duration.ofMillis(maxWaitMillis));
    WithFailures.Result<PCollection<Double>, InferenceFailure<String>> inferred =
        pipeline
            .apply(Create.timestamped(texts).withCoder(StringUtf8Coder.of()))
            .apply(Window.into(FixedWindows.of(org.joda.time.Duration.standardMinutes(1))))
            .apply(
                RunInference.of(model, InferElementsIT::features)
                    .withPostprocess(InferElementsIT::lucky, DoubleCoder.of())
                    .withBatching(batching));
    Contents.of(
        inferred.output().apply("ResultTimes", Reify.windows()),
        results ->
            // 13 is 5 of the first 100, and there is one more.
            assertThat(results)
                .hasSize(95)
                .allSatisfy(
                    result -> {
                      long second = result.getTimestamp().getMillis() / 1000;
                      assertThat(result.getValue()).isCloseTo(3 * (second % 20) + 2, within(0.5));
                      assertThat(result.getWindow().maxTimestamp().getMillis())
                          .isEqualTo(second < 60 ? 59_999 : 119_999);
                    }));
    Contents.of(
        inferred.failures(),
        failures -> {
          assertThat(failures)
              .extracting(InferenceFailure::stage)
              .containsOnly("preprocess", "predict", "postprocess");
          assertThat(failures)
              .filteredOn(failure -> failure.stage().equals("preprocess"))
              .singleElement()
              .satisfies(
                  failure -> {
                    assertThat(failure.record()).isEqualTo("no number");
                    assertThat(failure.reason()).contains("NumberFormatException", "no number");
                  });
          assertThat(failures)
              .filteredOn(failure -> failure.stage().equals("predict"))
              .singleElement()
              .satisfies(
                  failure -> {
                    assertThat(failure.record()).isEqualTo("two");
                    assertThat(failure.reason()).contains("column x: 2 values (expected: one)");
                  });
          assertThat(failures)
              .filteredOn(failure -> failure.stage().equals("postprocess"))
              .hasSize(6)
              .allSatisfy(
                  failure -> {
                    assertThat(failure.record()).isEqualTo("13");
                    assertThat(failure.reason()).contains("unlucky");
                  });
        });
    pipeline.run();
  }

  private static void features(String text, FeatureRow row) {
    if (text.equals("two")) {
      row.put("x", 1d).put("x", 2d);
    } else {
      row.put("x", Double.parseDouble(text));
    }
  }

  private static double lucky(PredictionResult<String> result) {
    if (result.record().equals("13")) {
      throw new IllegalArgumentException("unlucky");
    }
    return result.number("prediction");
  }
}
