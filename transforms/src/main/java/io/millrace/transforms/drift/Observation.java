package io.millrace.transforms.drift;

import io.millrace.models.drift.Alarm;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.WindowResult;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A window of one of the things that are watched.
 *
 * @param watched FEATURE for what was predicted, OUTPUT for labels: both have counts; ERROR has
 *     quality and LABELS has coverage
 */
record Observation(
    Alarm.Kind watched,
    @Nullable WindowResult<VersionCounts> counts,
    @Nullable WindowResult<Quality> quality,
    @Nullable WindowResult<LabelCoverage> coverage) {

  static Observation features(WindowResult<VersionCounts> counts) {
    return new Observation(Alarm.Kind.FEATURE, counts, null, null);
  }

  static Observation labels(WindowResult<VersionCounts> counts) {
    return new Observation(Alarm.Kind.OUTPUT, counts, null, null);
  }

  static Observation errors(WindowResult<Quality> quality) {
    return new Observation(Alarm.Kind.ERROR, null, quality, null);
  }

  static Observation coverage(WindowResult<LabelCoverage> coverage) {
    return new Observation(Alarm.Kind.LABELS, null, null, coverage);
  }

  /** The coder of observations on this grid. */
  static DataCoder<Observation> coder(CountedGrid grid) {
    DataCoder<VersionCounts> counts = grid.coder();
    return DataCoder.of(
        "Observation",
        (observation, out) -> write(observation, counts, out),
        in -> read(counts, in));
  }

  private static void write(Observation observation, DataCoder<VersionCounts> coder, DataOutput out)
      throws IOException {
    out.writeByte(observation.watched.ordinal());
    WindowResult<VersionCounts> counts = observation.counts;
    WindowResult<Quality> quality = observation.quality;
    WindowResult<LabelCoverage> coverage = observation.coverage;
    if (counts != null) {
      write(counts, coder, out);
    } else if (quality != null) {
      write(quality, Quality.CODER, out);
    } else if (coverage != null) {
      write(coverage, LabelCoverage.CODER, out);
    }
  }

  private static <T> void write(WindowResult<T> result, DataCoder<T> coder, DataOutput out)
      throws IOException {
    out.writeLong(result.start());
    out.writeLong(result.end());
    out.writeLong(result.pane());
    coder.write(result.value(), out);
  }

  private static Observation read(DataCoder<VersionCounts> counts, DataInput in)
      throws IOException {
    Alarm.Kind watched = Alarm.Kind.values()[in.readByte()];
    return switch (watched) {
      case FEATURE, OUTPUT -> new Observation(watched, result(counts, in), null, null);
      case ERROR -> errors(result(Quality.CODER, in));
      case LABELS -> coverage(result(LabelCoverage.CODER, in));
      case DATASET, CHANGE ->
          throw new IOException("observation: " + watched + " (expected: a stream)");
    };
  }

  private static <T> WindowResult<T> result(DataCoder<T> coder, DataInput in) throws IOException {
    return new WindowResult<>(in.readLong(), in.readLong(), in.readLong(), coder.read(in));
  }
}
