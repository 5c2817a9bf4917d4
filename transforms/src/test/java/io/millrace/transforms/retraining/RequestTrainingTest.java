package io.millrace.transforms.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.Alarm;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.registry.TriggerKind;
import io.millrace.transforms.Contents;
import io.millrace.transforms.drift.MonitoredWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTrainingTest {
  private final String url;
  private final Registry registry;

  RequestTrainingTest(@TempDir Path root) {
    url = "jdbc:sqlite:" + root.resolve("registry.db");
    registry = Registry.open(url);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void oneAlarmBecomesOneRequest() {
    Alarm alarm = Windows.alarm("size", 1, 20, true);
    run(
        List.of(
            Windows.feature(1, 10),
            Windows.error(1, 10),
            Windows.feature(1, 20, alarm),
            Windows.error(1, 20),
            Windows.feature(1, 30),
            Windows.error(1, 30)),
        "10 NOTHING ",
        "20 REQUEST " + alarm.describe(),
        "30 NOTHING ");
    assertThat(registry.runs("trips"))
        .extracting(TrainingRun::request)
        .containsExactly(
            new TrainingRequest(
                "trips",
                "size/1970-01-01T00:00:00.020Z",
                new Cause(
                    TriggerKind.DRIFT,
                    alarm.describe(),
                    Map.of(
                        "value",
                        0.5,
                        "threshold",
                        0.25,
                        "onset",
                        10.0,
                        "examples",
                        200.0,
                        "examples_since_request",
                        200.0),
                    Instant.ofEpochMilli(20)),
                new DataWindow(Instant.ofEpochMilli(-1980), Instant.ofEpochMilli(20)),
                TrainingPlan.from(TrainingPlan.Start.SCRATCH)));
  }

  @Test
  void theErrorIsAnotherTrigger() {
    Alarm alarm = Windows.alarm("error", 1, 10, true);
    run(List.of(Windows.error(1, 10, alarm)), "10 REQUEST " + alarm.describe());
    assertThat(registry.runs("trips"))
        .extracting(run -> run.request().cause().trigger())
        .containsExactly(TriggerKind.QUALITY);
  }

  @Test
  void theNextRequestWaitsForTheCooldown() {
    Alarm first = Windows.alarm("error", 1, 10, true);
    Alarm second = Windows.alarm("error", 1, 20, true);
    run(
        List.of(
            Windows.error(1, 10, first),
            // The first run ends here: it is the cooldown that the second alarm waits for.
            Windows.error(1, END_OPEN_RUN, second),
            Windows.error(1, 30),
            Windows.error(1, 40),
            Windows.error(1, 50)),
        "10 REQUEST " + first.describe(),
        "20 WAIT " + second.describe() + "; waits for the cooldown until 1970-01-01T00:00:00.040Z",
        "30 WAIT " + second.describe() + "; waits for the cooldown until 1970-01-01T00:00:00.040Z",
        "40 REQUEST " + second.describe(),
        "50 NOTHING ");
    assertThat(registry.runs("trips")).hasSize(2);
  }

  @Test
  void anAlarmThatMeetsAnOpenRunWaitsForItsEnd() {
    registry.request(
        new TrainingRequest(
            "trips", "by hand", new Cause(TriggerKind.REQUEST, "ann", Map.of(), null), null));
    Alarm alarm = Windows.alarm("size", 1, 10, true);
    run(
        List.of(
            Windows.feature(1, 10, alarm),
            Windows.error(1, 10),
            Windows.error(1, END_OPEN_RUN),
            Windows.error(1, 30)),
        "10 WAIT " + alarm.describe() + "; waits for the end of the open run",
        "20 REQUEST " + alarm.describe(),
        "30 NOTHING ");
    assertThat(registry.runs("trips"))
        .extracting(run -> run.request().requestKey())
        .containsExactly("by hand", "size/1970-01-01T00:00:00.010Z");
  }

  @Test
  void theSameAlarmAgainIsTheSameRun() {
    Alarm alarm = Windows.alarm("size", 1, 10, true);
    List<MonitoredWindow> windows =
        List.of(Windows.feature(1, 10, alarm), Windows.error(1, 10), Windows.error(1, 20));
    run(windows, "10 REQUEST " + alarm.describe(), "20 NOTHING ");
    // As after a failure before the first checkpoint: the state is lost, the registry is not.
    run(windows, "10 REQUEST " + alarm.describe(), "20 NOTHING ");
    assertThat(registry.runs("trips")).hasSize(1);
  }

  /** Any open run ends before the window with this end is decided upon. */
  private static final long END_OPEN_RUN = 20;

  private void run(List<MonitoredWindow> windows, String... decisions) {
    TestStream.Builder<KV<String, MonitoredWindow>> stream =
        TestStream.create(KvCoder.of(StringUtf8Coder.of(), MonitoredWindow.CODER));
    for (MonitoredWindow window : windows) {
      // As DetectDrift gives them.
      long time = window.watched() == Alarm.Kind.FEATURE ? window.end() - 1 : window.end();
      stream =
          stream
              .advanceWatermarkTo(new org.joda.time.Instant(time))
              .addElements(
                  TimestampedValue.of(KV.of("trips", window), new org.joda.time.Instant(time)));
    }
    Pipeline pipeline = Pipeline.create();
    Contents.of(
        pipeline
            .apply(stream.advanceWatermarkToInfinity())
            .apply(ParDo.of(new EndOpenRunFn(url)))
            .apply(
                RequestTraining.in(
                    url, PolicySettings.onAlarms(Duration.ofSeconds(2), Duration.ofMillis(30)))),
        all ->
            assertThat(all)
                .extracting(KV::getValue)
                .allSatisfy(
                    decision ->
                        assertThat(decision.run() != 0)
                            .isEqualTo(decision.outcome() == Decision.Outcome.REQUEST))
                .extracting(
                    decision ->
                        decision.windowEnd() + " " + decision.outcome() + " " + decision.reason())
                .containsExactlyInAnyOrder(decisions));
    pipeline.run();
  }

  private static final class EndOpenRunFn
      extends DoFn<KV<String, MonitoredWindow>, KV<String, MonitoredWindow>> {
    private final String url;

    EndOpenRunFn(String url) {
      this.url = url;
    }

    @ProcessElement
    public void pass(
        @Element KV<String, MonitoredWindow> window,
        OutputReceiver<KV<String, MonitoredWindow>> out)
        throws Exception {
      if (window.getValue().end() == END_OPEN_RUN) {
        try (Registry registry = Registry.open(url)) {
          var claim = registry.claim("trips", "tester", Duration.ofMinutes(1));
          if (claim.isPresent()) {
            RunClaim held = claim.get();
            registry.fail(held, "ended");
          }
        }
      }
      out.output(window);
    }
  }
}
