package io.millrace.transforms.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.Alarm;
import io.millrace.models.registry.Registry;
import io.millrace.transforms.drift.MonitoredWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events, the same requests, in whatever order they come within the lateness. */
class ReplayIT {
  private static final int WINDOWS = 40;
  private static final Queue<String> DECISIONS = new ConcurrentLinkedQueue<>();

  @Test
  void everyOrderOfWindowsAndFilesLeadsToTheSameRequests(@TempDir Path root) {
    List<String> expected = null;
    for (int seed = 0; seed < 3; seed++) {
      String url = "jdbc:sqlite:" + root.resolve(seed + ".db");
      DECISIONS.clear();
      replay(url, seed);
      List<String> decisions = new ArrayList<>(DECISIONS);
      Collections.sort(decisions);
      try (Registry registry = Registry.open(url)) {
        registry.runs("trips").forEach(run -> decisions.add(run.request().toString()));
      }
      expected = expected == null ? decisions : expected;
      // The first request's run never ends, so that all that asks later waits and says why.
      assertThat(decisions).hasSize(WINDOWS + 1).isEqualTo(expected);
      assertThat(decisions).anyMatch(text -> text.contains("new file in/a.csv"));
    }
  }

  private static final class KeepFn extends DoFn<KV<String, Decision>, Void> {
    @ProcessElement
    public void keep(@Element KV<String, Decision> decision) {
      DECISIONS.add(decision.getValue().toString());
    }
  }

  private static void replay(String url, int seed) {
    Registry.open(url).close();
    List<TimestampedValue<KV<String, MonitoredWindow>>> windows = new ArrayList<>();
    for (int i = 1; i <= WINDOWS; i++) {
      long end = 10L * i;
      Alarm[] alarms =
          i % 10 == 3
              ? new Alarm[] {Windows.alarm(i % 20 == 3 ? "size" : "error", 1, end, true)}
              : new Alarm[0];
      windows.add(stamped(Windows.feature(1, end, alarms), end - 1));
      windows.add(stamped(Windows.error(1, end), end));
    }
    TestStream.Builder<KV<String, MonitoredWindow>> stream =
        TestStream.create(KvCoder.of(StringUtf8Coder.of(), MonitoredWindow.CODER));
    Random random = new Random(seed);
    // What lies between two steps of the watermark comes in any order, and in any bundles.
    for (int from = 0; from < windows.size(); from += 20) {
      List<TimestampedValue<KV<String, MonitoredWindow>>> some =
          new ArrayList<>(windows.subList(from, Math.min(from + 20, windows.size())));
      Collections.shuffle(some, random);
      for (TimestampedValue<KV<String, MonitoredWindow>> window : some) {
        stream = stream.addElements(window);
      }
      stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(5L * (from + 20)));
    }
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(stream.advanceWatermarkToInfinity())
        .apply(
            RequestTraining.in(url, settings())
                .withFiles(
                    pipeline.apply(
                        "Files",
                        Create.timestamped(
                            TimestampedValue.of(
                                KV.of("trips", "in/b.csv"), Instant.ofEpochMilli(175)),
                            TimestampedValue.of(
                                KV.of("trips", "in/a.csv"), Instant.ofEpochMilli(171))))))
        .apply(ParDo.of(new KeepFn()));
    pipeline.run().waitUntilFinish();
  }

  private static PolicySettings settings() {
    return new PolicySettings(
        List.of(
            Set.of(Trigger.NEW_FILES),
            Set.of(Trigger.ERROR, Trigger.NEW_DATA),
            Set.of(Trigger.DRIFT),
            Set.of(Trigger.SCHEDULE)),
        Duration.ofMillis(200),
        Duration.ofMillis(20),
        new PolicySettings.Budget(4, Duration.ofMillis(1000)),
        300,
        Duration.ofMillis(90),
        0,
        0.5,
        0);
  }

  private static TimestampedValue<KV<String, MonitoredWindow>> stamped(
      MonitoredWindow window, long time) {
    return TimestampedValue.of(KV.of("trips", window), Instant.ofEpochMilli(time));
  }
}
