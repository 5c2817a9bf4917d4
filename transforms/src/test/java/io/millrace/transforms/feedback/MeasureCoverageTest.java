package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.Contents;
import io.millrace.transforms.feedback.LabelFate.Outcome;
import io.millrace.transforms.windows.EventTimeWindows;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class MeasureCoverageTest {
  private static final long HORIZON = 25;

  @Test
  void aWindowOfRecordsIsMeasuredWhenItsHorizonHasPassed() {
    Pipeline pipeline = Pipeline.create();
    Contents.of(
        pipeline
            .apply(
                TestStream.create(LabelFate.CODER)
                    .addElements(
                        fate(0, 1, Outcome.LABELLED),
                        fate(3, 1, Outcome.MISSING),
                        fate(9, 2, Outcome.INVALID),
                        fate(9, 1, Outcome.LABELLED))
                    .addElements(fate(10, 2, Outcome.MISSING))
                    .advanceWatermarkToInfinity())
            .apply(
                MeasureCoverage.over(
                    new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO),
                    Duration.ofMillis(HORIZON)))
            .apply(Reify.timestamps()),
        windows ->
            assertThat(windows)
                .extracting(
                    stamped ->
                        stamped.getValue().start()
                            + "-"
                            + stamped.getValue().end()
                            + " "
                            + stamped.getValue().value().versions()
                            + " at "
                            + stamped.getTimestamp().getMillis())
                .containsExactlyInAnyOrder(
                    "0-10 {1=Counts[labelled=2, invalid=0, missing=1],"
                        + " 2=Counts[labelled=0, invalid=1, missing=0]} at 34",
                    "10-20 {2=Counts[labelled=0, invalid=0, missing=1]} at 44"));
    pipeline.run();
  }

  @Test
  void theMissingRateIsTheShareOfAllRecords() {
    assertThat(new LabelCoverage.Counts(5, 1, 2).missingRate()).isEqualTo(0.25);
    assertThat(new LabelCoverage.Counts(0, 0, 0).missingRate()).isNaN();
  }

  private static TimestampedValue<LabelFate> fate(long time, long version, Outcome outcome) {
    return TimestampedValue.of(new LabelFate(time, version, outcome), new Instant(time + HORIZON));
  }
}
