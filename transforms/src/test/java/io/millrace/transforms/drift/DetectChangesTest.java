package io.millrace.transforms.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.detectors.ChangeDetectors;
import io.millrace.transforms.Contents;
import io.millrace.transforms.coders.DataCoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class DetectChangesTest {
  private static final Map<String, Object> NONE = Map.of();

  @Test
  void givesTheSignalsOfTheDetectorOfEachKeyInWhateverOrderValuesCome() {
    // Errors at a rate of 0.1, from the 500th value on of 0.6; those of b stay as they are.
    Random random = new Random(3);
    List<TimestampedValue<KV<String, Double>>> values = new ArrayList<>();
    ChangeDetector expected = ChangeDetectors.create("adwin", NONE);
    List<Long> changes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      double error = random.nextDouble() < (i < 500 ? 0.1 : 0.6) ? 1 : 0;
      values.add(TimestampedValue.of(KV.of("a", error), Instant.ofEpochMilli(i)));
      double steady = random.nextDouble() < 0.1 ? 1 : 0;
      values.add(TimestampedValue.of(KV.of("b", steady), Instant.ofEpochMilli(i)));
      expected.add(error);
      if (expected.isChange()) {
        changes.add((long) i);
      }
    }
    assertThat(changes).isNotEmpty();
    assertThat(changes.get(0)).isBetween(500L, 600L);
    List<String> signals = changes.stream().map(time -> "a " + time).toList();
    for (int seed = 0; seed < 2; seed++) {
      Collections.shuffle(values, new Random(seed));
      Pipeline pipeline = Pipeline.create();
      Contents.of(
          pipeline.apply(Create.timestamped(values)).apply(DetectChanges.with("adwin", NONE)),
          all ->
              assertThat(all)
                  .filteredOn(signal -> signal.getValue().change())
                  .extracting(signal -> signal.getKey() + " " + signal.getValue().eventTime())
                  .containsExactlyInAnyOrderElementsOf(signals));
      pipeline.run();
    }
  }

  @Test
  void goesOnWithTheSameDetectorOnly() {
    // Each value of 3 adds 2.5: the fifth passes 10, the third 5.
    Map<String, Object> slow = Map.of("mean", 0, "deviation", 1, "minimum_values", 1);
    Map<String, Object> same = Map.of("mean", 0.0, "deviation", "1", "minimum_values", 1);
    Map<String, Object> quick =
        Map.of("mean", 0, "deviation", 1, "minimum_values", 1, "threshold", 5);
    assertThat(changes(slow, slow)).containsExactly(5L);
    assertThat(changes(slow, same)).containsExactly(5L);
    assertThat(changes(slow, quick)).containsExactly(7L);
    assertThat(changes(quick, slow)).containsExactly(3L, 9L);
  }

  /** At which values of 3 there is a change, where the fifth is the first with other parameters. */
  private static List<Long> changes(Map<String, Object> first, Map<String, Object> then) {
    DataCoder<ChangeDetector> coder =
        DataCoder.of(
            "detector", (detector, out) -> detector.writeTo(out), ChangeDetectors::readFrom);
    EncodedState<ChangeDetector> state = new EncodedState<>(new HashMap<>(), "a", coder);
    DetectChanges.DetectFn before = new DetectChanges.DetectFn("cusum", new LinkedHashMap<>(first));
    DetectChanges.DetectFn after = new DetectChanges.DetectFn("cusum", new LinkedHashMap<>(then));
    List<Long> changes = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      (i < 5 ? before : after)
          .detect(
              KV.of("a", 3.0),
              Instant.ofEpochMilli(i),
              state,
              new Taking<>(signal -> changes.add(signal.getValue().eventTime())));
    }
    return changes;
  }

  @Test
  void refusesADetectorThatThereIsNot() {
    assertThatThrownBy(() -> DetectChanges.with("oracle", NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("detector: oracle (expected: one of ");
  }
}
