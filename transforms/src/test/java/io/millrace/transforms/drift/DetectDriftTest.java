package io.millrace.transforms.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.ErrorCusum;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.registry.Registry;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.Contents;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.retraining.Decision;
import io.millrace.transforms.retraining.PolicySettings;
import io.millrace.transforms.retraining.RequestTraining;
import io.millrace.transforms.windows.WindowResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectDriftTest {
  private static final Coder<WindowResult<VersionCounts>> COUNTS =
      WindowResult.coder(new CountedGrid(Drifting.grid(), Slicing.none()).coder());
  private static final Coder<WindowResult<Quality>> QUALITY = WindowResult.coder(Quality.CODER);

  private Pipeline pipeline = Pipeline.create();

  @Test
  void aDriftingFeatureIsOneAlarmFromItsRiseToItsEnd() {
    expect(
        List.of(
            Drifting.counts(1, 50, 100),
            Drifting.counts(1, 10, 105),
            Drifting.counts(1, 40, 180),
            Drifting.counts(1, 20, 180),
            Drifting.counts(1, 30, 180)),
        List.of(),
        "FEATURE until 10 of 1: ",
        "FEATURE until 20 of 1: kind RAISED",
        "FEATURE until 30 of 1: kind CONFIRMED asks",
        "FEATURE until 40 of 1: ",
        "FEATURE until 50 of 1: kind ENDED");
  }

  @Test
  void aRisingErrorIsAnAlarm() {
    // Each bad window adds the cap, 3, to the sum; at 8 it alarms and starts over.
    expect(
        List.of(),
        List.of(
            Drifting.quality(1, 10, 1, 3),
            Drifting.quality(1, 20, 4, 6),
            Drifting.quality(1, 30, 4, 6),
            Drifting.quality(1, 40, 4, 6),
            Drifting.quality(1, 50, 4, 6),
            Drifting.quality(1, 60, 4, 6),
            Drifting.quality(1, 70, 4, 6)),
        "ERROR until 10 of 1: ",
        "ERROR until 20 of 1: ",
        "ERROR until 30 of 1: ",
        "ERROR until 40 of 1: error RAISED",
        "ERROR until 50 of 1: ",
        "ERROR until 60 of 1: ",
        "ERROR until 70 of 1: error CONFIRMED asks");
  }

  @Test
  void aNewVersionStartsOver() {
    expect(
        List.of(Drifting.counts(1, 10, 180), Drifting.counts(2, 20, 180)),
        List.of(),
        "FEATURE until 10 of 1: kind RAISED",
        "FEATURE until 20 of 2: kind RAISED");
  }

  @Test
  void theVersionThatARollbackBringsBackIsWatchedAgain() {
    List<WindowResult<VersionCounts>> counts = new ArrayList<>();
    List<WindowResult<Quality>> quality = new ArrayList<>();
    // Version 4 until 20, 5 until 50, then 4 again; all rows drift and errors are large from 30 on.
    long[] versions = {4, 4, 5, 5, 5, 4, 4, 4};
    for (int i = 0; i < versions.length; i++) {
      long end = 10L * (i + 1);
      counts.add(Drifting.counts(versions[i], end, end < 30 ? 100 : 180));
      WindowResult<Quality> bad = Drifting.quality(versions[i], end, 4, 6);
      quality.add(end < 30 ? Drifting.quality(4, end, 1, 3) : bad);
    }
    // Labels of what version 5 predicted come late.
    quality.set(5, Drifting.both(quality.get(5), Drifting.quality(5, 60, 4, 6)));
    quality.set(6, Drifting.both(quality.get(6), Drifting.quality(5, 70, 4, 6)));
    String[] windows = {
      "FEATURE until 10 of 4: ",
      "ERROR until 10 of 4: ",
      "FEATURE until 20 of 4: ",
      "ERROR until 20 of 4: ",
      "FEATURE until 30 of 5: kind RAISED",
      "ERROR until 30 of 5: ",
      "FEATURE until 40 of 5: kind CONFIRMED asks",
      "ERROR until 40 of 5: ",
      "FEATURE until 50 of 5: ",
      "ERROR until 50 of 5: error RAISED",
      "FEATURE until 60 of 4: kind RAISED",
      "ERROR until 60 of 4: ",
      "ERROR until 60 of 5: ",
      "FEATURE until 70 of 4: kind CONFIRMED asks",
      "ERROR until 70 of 4: ",
      "ERROR until 70 of 5: ",
      "FEATURE until 80 of 4: ",
      "ERROR until 80 of 4: error RAISED",
    };
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(counts, new Random(seed));
      Collections.shuffle(quality, new Random(seed));
      pipeline = Pipeline.create();
      expect(counts, quality, windows);
    }
  }

  @Test
  void ofSeveralVersionsInAWindowTheOneWithMoreRowsIsWatchedInWhateverOrderTheyCame() {
    for (List<Long> order : List.of(List.of(4L, 5L), List.of(5L, 4L))) {
      Map<Long, Integer> fewOfFive = new LinkedHashMap<>();
      Map<Long, Integer> mostOfFive = new LinkedHashMap<>();
      Map<Long, Integer> halves = new LinkedHashMap<>();
      for (long version : order) {
        fewOfFive.put(version, version == 5 ? 120 : 200);
        mostOfFive.put(version, version == 5 ? 200 : 120);
        halves.put(version, 160);
      }
      pipeline = Pipeline.create();
      expect(
          List.of(
              Drifting.swap(10, fewOfFive),
              Drifting.swap(20, mostOfFive),
              Drifting.swap(30, halves),
              Drifting.swap(40, fewOfFive)),
          List.of(),
          "FEATURE until 10 of 4: kind RAISED",
          "FEATURE until 20 of 5: kind RAISED",
          "FEATURE until 30 of 5: kind CONFIRMED asks",
          "FEATURE until 40 of 4: kind RAISED");
    }
  }

  @Test
  void errorsAloneAreWatchedByTheSameRule() {
    List<WindowResult<Quality>> quality = new ArrayList<>();
    for (long end = 10; end <= 60; end += 10) {
      long version = end <= 30 ? 5 : 4;
      quality.add(Drifting.quality(version, end, 4, 6));
    }
    expect(
        List.of(),
        quality,
        "ERROR until 10 of 5: ",
        "ERROR until 20 of 5: ",
        "ERROR until 30 of 5: error RAISED",
        "ERROR until 40 of 4: ",
        "ERROR until 50 of 4: ",
        "ERROR until 60 of 4: error RAISED");
  }

  @Test
  void aFeaturesAlarmIsDueWithTheExamplesOfTheSameWindow(@TempDir Path root) {
    String url = "jdbc:sqlite:" + root.resolve("registry.db");
    Registry.open(url).close();
    List<WindowResult<VersionCounts>> counts = new ArrayList<>();
    List<WindowResult<Quality>> quality = new ArrayList<>();
    for (long end = 10; end <= 200; end += 10) {
      counts.add(Drifting.counts(1, end, end < 100 ? 100 : 180));
      quality.add(Drifting.quality(1, end, 1, 3));
    }
    Contents.of(
        detect(counts, quality)
            .apply(
                RequestTraining.in(
                    url, PolicySettings.onAlarms(Duration.ofDays(1), Duration.ofDays(1)))),
        decisions ->
            assertThat(decisions)
                .extracting(KV::getValue)
                .filteredOn(decision -> decision.outcome() != Decision.Outcome.NOTHING)
                .extracting(decision -> decision.windowEnd() + " " + decision.outcome())
                // Raised at 100, confirmed at 110.
                .containsExactly("110 REQUEST"));
    pipeline.run();
  }

  private void expect(
      List<WindowResult<VersionCounts>> counts,
      List<WindowResult<Quality>> quality,
      String... windows) {
    Contents.of(
        detect(counts, quality),
        all ->
            assertThat(all).extracting(DetectDriftTest::text).containsExactlyInAnyOrder(windows));
    pipeline.run();
  }

  private PCollection<KV<String, MonitoredWindow>> detect(
      List<WindowResult<VersionCounts>> counts, List<WindowResult<Quality>> quality) {
    return PCollectionTuple.of(
            DetectDrift.COUNTS,
            pipeline.apply("Counts", Create.timestamped(stamped(counts)).withCoder(COUNTS)))
        .and(
            DetectDrift.QUALITY,
            pipeline.apply("Quality", Create.timestamped(stamped(quality)).withCoder(QUALITY)))
        .apply(
            DetectDrift.of(
                "trips",
                Drifting.grid(),
                new Drifting.References(),
                new FeatureDriftTest(0.1, 0.999, 100),
                new DriftMonitor.Settings(new ErrorCusum(0.2, 3, 8, 20), 2, Set.of("kind"), true)));
  }

  /** At the last millisecond of their window, as Beam gives what was grouped by window. */
  private static <T> List<TimestampedValue<WindowResult<T>>> stamped(
      List<WindowResult<T>> windows) {
    return windows.stream()
        .map(window -> TimestampedValue.of(window, new Instant(window.end() - 1)))
        .toList();
  }

  private static String text(KV<String, MonitoredWindow> judged) {
    MonitoredWindow window = judged.getValue();
    assertThat(judged.getKey()).isEqualTo("trips");
    StringBuilder text = new StringBuilder();
    for (Alarm alarm : window.alarms()) {
      text.append(alarm.subject())
          .append(" ")
          .append(alarm.stage())
          .append(alarm.asksForTraining() ? " asks" : "");
    }
    return window.watched() + " until " + window.end() + " of " + window.version() + ": " + text;
  }
}
