package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.transforms.Contents;
import io.millrace.transforms.windows.EventTimeWindows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class JoinLabelsTest {
  private final Pipeline pipeline = Pipeline.create();
  private JoinLabels join =
      JoinLabels.within(Duration.ofMillis(100), Examples.COLUMNS).withValidRange(1, 9);

  @Test
  void aLabelThatComesAfterItsRecordFindsIt() {
    expect(
        feedback()
            .addElements(record("a", 10))
            .advanceWatermarkTo(new Instant(40))
            .addElements(label("a", 50, 7))
            .advanceWatermarkToInfinity(),
        List.of("a@10 1.5 -> 2.5 by 3; 7.0@50 at 50"),
        List.of());
  }

  @Test
  void aLabelThatComesBeforeItsRecordWaitsForIt() {
    expect(
        feedback()
            .addElements(label("a", 20, 7))
            .addElements(record("a", 30))
            .advanceWatermarkToInfinity(),
        List.of("a@30 1.5 -> 2.5 by 3; 7.0@20 at 30"),
        List.of());
  }

  @Test
  void examplesAreCounted() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    try {
      theFirstRecordAndTheNewestLabelCount();
      assertThat(registry.get("millrace_labelled_examples").counter().count()).isEqualTo(3);
    } finally {
      Metrics.removeRegistry(registry);
    }
  }

  @Test
  void theFirstRecordAndTheNewestLabelCount() {
    expect(
        feedback()
            .addElements(record("a", 10))
            .addElements(record("a", 11))
            .addElements(label("b", 12, 1))
            .addElements(label("b", 13, 2))
            .addElements(label("b", 13, 2))
            .addElements(label("a", 20, 7))
            .addElements(label("a", 20, 7))
            .addElements(label("a", 19, 6))
            .addElements(label("a", 21, 8))
            .addElements(record("b", 22))
            .addElements(record("a", 23))
            .advanceWatermarkToInfinity(),
        List.of(
            "a@10 1.5 -> 2.5 by 3; 7.0@20 at 20",
            "a@10 1.5 -> 2.5 by 3; 8.0@21 at 21 instead of 7.0",
            "b@22 1.5 -> 2.5 by 3; 2.0@13 at 22"),
        List.of(
            "a DUPLICATE_RECORD 11",
            "b DUPLICATE_LABEL 13",
            "b OUTDATED_LABEL 12",
            "a DUPLICATE_LABEL 20",
            "a OUTDATED_LABEL 19",
            "a DUPLICATE_RECORD 23"));
  }

  @Test
  void aLabelAfterTheHorizonCorrectsNothing() {
    expect(
        feedback()
            .addElements(record("a", 10), label("a", 20, 7))
            .addElements(label("a", 111, 8))
            .advanceWatermarkTo(new Instant(120))
            .addElements(label("a", 105, 9))
            .advanceWatermarkToInfinity(),
        List.of("a@10 1.5 -> 2.5 by 3; 7.0@20 at 20"),
        List.of("a NO_RECORD 111", "a NO_RECORD 105"));
  }

  @Test
  void withoutCorrectionsTheLabelThatFoundItsRecordStays() {
    join = join.withoutCorrections();
    expect(
        feedback()
            .addElements(record("a", 10), label("a", 20, 7), label("a", 21, 8))
            .advanceWatermarkToInfinity(),
        List.of("a@10 1.5 -> 2.5 by 3; 7.0@20 at 20"),
        List.of("a OUTDATED_LABEL 21"));
  }

  @Test
  void anInvalidLabelCorrectsNothingAndIsCorrected() {
    expect(
        feedback()
            .addElements(record("a", 10), label("a", 20, 7), label("a", 30, 99))
            .addElements(record("b", 10), label("b", 20, 99), label("b", 30, 7))
            .advanceWatermarkToInfinity(),
        List.of("a@10 1.5 -> 2.5 by 3; 7.0@20 at 20", "b@10 1.5 -> 2.5 by 3; 7.0@30 at 30"),
        List.of("a INVALID_LABEL 30", "b INVALID_LABEL 20"));
  }

  @Test
  void everyOrderWithinTheHorizonEndsTheSame() {
    TestStream.Builder<KV<String, Feedback>> stream = feedback();
    List<List<Integer>> orders = permutations(List.of(0, 1, 2, 3));
    for (int step = 0; step < 4; step++) {
      List<TimestampedValue<KV<String, Feedback>>> together = new ArrayList<>();
      for (int order = 0; order < orders.size(); order++) {
        String id = "a" + order;
        List<TimestampedValue<KV<String, Feedback>>> all =
            List.of(record(id, 10), label(id, 20, 7), label(id, 30, 8), label(id, 25, 99));
        together.add(all.get(orders.get(order).get(step)));
      }
      stream = stream.addElements(together.get(0), rest(together));
    }
    PCollectionTuple joined = pipeline.apply(stream.advanceWatermarkToInfinity()).apply(join);
    Contents.of(
        joined.get(JoinLabels.LABELLED).apply(Reify.timestamps()),
        examples -> {
          Map<String, List<TimestampedValue<LabelledExample>>> byId =
              examples.stream()
                  .collect(Collectors.groupingBy(one -> text(one).replaceFirst("@.*", "")));
          assertThat(byId).hasSize(24);
          byId.forEach(
              (id, ofOne) -> {
                assertThat(ofOne.stream().map(JoinLabelsTest::text))
                    .anyMatch(text -> text.startsWith(id + "@10 1.5 -> 2.5 by 3; 8.0@30 at 30"));
                // The sum of what is counted and taken back is the newest label.
                assertThat(ofOne.stream().mapToDouble(JoinLabelsTest::net).sum()).isEqualTo(8);
              });
        });
    Contents.of(
        joined.get(JoinLabels.FATES),
        fates ->
            assertThat(fates)
                .hasSize(24)
                .containsOnly(new LabelFate(10, 3, LabelFate.Outcome.LABELLED)));
    pipeline.run();
  }

  @Test
  void aLongHorizonEndsWithItsSlice() {
    // 100 ms, a 64th of the horizon.
    join = JoinLabels.within(Duration.ofMillis(6_400), Examples.COLUMNS);
    PCollectionTuple joined =
        pipeline
            .apply(
                feedback()
                    .addElements(record("a", 1), record("b", 99), record("c", 100))
                    .addElements(record("d", 101), label("e", 150, 1), record("a", 2))
                    // Due earlier than the label was.
                    .addElements(record("e", 3))
                    .advanceWatermarkTo(new Instant(6_501))
                    .addElements(record("a", 6_400), label("d", 6_501, 2))
                    .advanceWatermarkToInfinity())
            .apply(join);
    Contents.of(
        joined.get(JoinLabels.FATES).apply(Reify.timestamps()),
        fates ->
            assertThat(fates)
                .extracting(
                    fate ->
                        fate.getValue().eventTime()
                            + " "
                            + fate.getValue().outcome()
                            + " at "
                            + fate.getTimestamp().getMillis())
                .containsExactlyInAnyOrder(
                    "1 MISSING at 6500",
                    "99 MISSING at 6500",
                    "100 MISSING at 6500",
                    "3 LABELLED at 6500",
                    "101 LABELLED at 6600",
                    "6400 MISSING at 12800"));
    pipeline.run();
  }

  @Test
  void theFateOfARecordIsKnownWhenItsHorizonHasPassed() {
    PCollectionTuple joined =
        pipeline
            .apply(
                feedback()
                    .addElements(record("a", 10), label("a", 20, 7), record("b", 11))
                    .addElements(record("c", 12), label("c", 20, 99), label("d", 20, 5))
                    .advanceWatermarkToInfinity())
            .apply(join);
    Contents.of(
        joined.get(JoinLabels.FATES).apply(Reify.timestamps()),
        fates ->
            assertThat(fates)
                .extracting(
                    fate ->
                        fate.getValue().eventTime()
                            + " "
                            + fate.getValue().outcome()
                            + " at "
                            + fate.getTimestamp().getMillis())
                .containsExactlyInAnyOrder(
                    "10 LABELLED at 110", "11 MISSING at 111", "12 INVALID at 112"));
    pipeline.run();
  }

  @Test
  void anExampleWhoseWindowIsOverGoesToTheOldestThatIsNot() {
    Duration lateness = Duration.ofMillis(10);
    join =
        join.withWindows(
            new EventTimeWindows(Duration.ofMillis(100), lateness),
            new EventTimeWindows(Duration.ofMillis(50), lateness));
    expect(
        feedback()
            .addElements(record("a", 10), record("b", 12))
            .advanceWatermarkTo(new Instant(59))
            .addElements(label("a", 20, 7))
            .advanceWatermarkTo(new Instant(70))
            .addElements(label("b", 30, 7), label("a", 80, 8))
            .advanceWatermarkToInfinity(),
        List.of(
            "a@10 1.5 -> 2.5 by 3; 7.0@20 at 20",
            // The window until 50 took examples until the watermark was at 60.
            "b@12 1.5 -> 2.5 by 3; 7.0@30 at 60",
            "a@10 1.5 -> 2.5 by 3; 8.0@80 at 80 instead of 7.0"),
        List.of());
  }

  @SuppressWarnings("unchecked")
  private static <T> TimestampedValue<T>[] rest(List<TimestampedValue<T>> all) {
    return all.subList(1, all.size()).toArray(TimestampedValue[]::new);
  }

  private static <T> List<List<T>> permutations(List<T> all) {
    if (all.size() < 2) {
      return List.of(all);
    }
    List<List<T>> orders = new ArrayList<>();
    for (int first = 0; first < all.size(); first++) {
      List<T> rest = new ArrayList<>(all);
      T taken = rest.remove(first);
      for (List<T> order : permutations(rest)) {
        List<T> whole = new ArrayList<>(List.of(taken));
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }

  @Test
  void whatWaitsIsGivenUpWhenTheHorizonHasPassed() {
    expect(
        feedback()
            .addElements(record("a", 10), label("b", 20, 1))
            .advanceWatermarkTo(new Instant(115))
            // The record of a is given up, the label of b is not yet.
            .addElements(label("a", 118, 7), record("b", 119))
            .advanceWatermarkToInfinity(),
        List.of("b@119 1.5 -> 2.5 by 3; 1.0@20 at 119"),
        List.of("a NO_LABEL 10", "a NO_RECORD 118"));
  }

  @Test
  void aLabelBeyondTheHorizonIsNoneEvenIfTheWatermarkLagsBehind() {
    expect(
        feedback()
            .addElements(record("a", 10))
            .addElements(label("a", 111, 7))
            .addElements(label("b", 10, 7))
            .addElements(record("b", 111))
            .addElements(record("c", 10))
            .addElements(label("c", 110, 7))
            .advanceWatermarkToInfinity(),
        List.of("c@10 1.5 -> 2.5 by 3; 7.0@110 at 110"),
        List.of("a NO_LABEL 10", "a NO_RECORD 111", "b NO_RECORD 10", "b NO_LABEL 111"));
  }

  @Test
  void labelsOutsideTheValidRangeGiveNoExample() {
    expect(
        feedback()
            .addElements(record("a", 10), record("b", 11), record("c", 12), record("d", 13))
            .addElements(
                label("a", 20, 0.99), label("b", 21, 1), label("c", 22, 9), label("d", 23, 9.01))
            .addElements(record("e", 14), label("e", 24, Double.NaN))
            .advanceWatermarkToInfinity(),
        List.of("b@11 1.5 -> 2.5 by 3; 1.0@21 at 21", "c@12 1.5 -> 2.5 by 3; 9.0@22 at 22"),
        List.of("a INVALID_LABEL 20", "d INVALID_LABEL 23", "e INVALID_LABEL 24"));
  }

  private void expect(
      TestStream<KV<String, Feedback>> feedback, List<String> labelled, List<String> unjoined) {
    PCollectionTuple joined = pipeline.apply(feedback).apply(join);
    Contents.of(
        joined.get(JoinLabels.LABELLED).apply(Reify.timestamps()),
        examples ->
            assertThat(examples)
                .extracting(JoinLabelsTest::text)
                .containsExactlyInAnyOrderElementsOf(labelled));
    Contents.of(
        joined.get(JoinLabels.UNJOINED),
        all ->
            assertThat(all)
                .extracting(one -> one.recordId() + " " + one.reason() + " " + one.eventTime())
                .containsExactlyInAnyOrderElementsOf(unjoined));
    pipeline.run();
  }

  private static double net(TimestampedValue<LabelledExample> stamped) {
    LabelledExample example = stamped.getValue();
    return example.label() - (example.replaced() == null ? 0 : example.replaced());
  }

  private static String text(TimestampedValue<LabelledExample> stamped) {
    LabelledExample example = stamped.getValue();
    assertThat(example.prediction()).isEqualTo(2.5);
    assertThat(example.version()).isEqualTo(3);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      new ExampleCodec(Examples.COLUMNS).writeFile(List.of(example.example()), file);
      ColumnBatch read =
          ExampleCodec.readFile(new ByteArrayInputStream(file.toByteArray()), "memory");
      return Examples.texts(List.of(read)).get(0)
          + " at "
          + stamped.getTimestamp().getMillis()
          + (example.replaced() == null ? "" : " instead of " + example.replaced());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestStream.Builder<KV<String, Feedback>> feedback() {
    return TestStream.create(KvCoder.of(StringUtf8Coder.of(), Feedback.CODER));
  }

  private static TimestampedValue<KV<String, Feedback>> record(String id, long time) {
    byte[] example = Examples.row(id, time, 1.5, 2.5, 3);
    return stamped(id, new Feedback.Scored(example, time, 2.5, 3));
  }

  private static TimestampedValue<KV<String, Feedback>> label(String id, long time, double value) {
    return stamped(id, new Feedback.Label(value, time));
  }

  private static TimestampedValue<KV<String, Feedback>> stamped(String id, Feedback feedback) {
    return TimestampedValue.of(KV.of(id, feedback), new Instant(feedback.eventTime()));
  }
}
