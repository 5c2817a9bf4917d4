package io.millrace.benchmarks.feedback;

import io.millrace.transforms.feedback.Feedback;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Makes all records, a millisecond apart, and then the label of each, in the same order. */
final class OpenThenLabelFn extends DoFn<Long, KV<String, Feedback>> {
  private final int bytes;
  private final String rocksDb;

  OpenThenLabelFn(int bytes, Path rocksDb) {
    this.bytes = bytes;
    this.rocksDb = rocksDb.toString();
  }

  @ProcessElement
  public void make(@Element Long records, OutputReceiver<KV<String, Feedback>> out) {
    JoinPhases.start();
    SplittableRandom random = new SplittableRandom(1);
    for (long id = 0; id < records; id++) {
      byte[] row = new byte[bytes];
      // Nothing that RocksDB could compress away.
      random.nextBytes(row);
      put(id, new Feedback.Scored(row, id, 1, 1), out);
    }
    JoinPhases.turn(Path.of(rocksDb));
    for (long id = 0; id < records; id++) {
      put(id, new Feedback.Label(2, id), out);
    }
  }

  private static void put(long id, Feedback feedback, OutputReceiver<KV<String, Feedback>> out) {
    out.outputWithTimestamp(KV.of("trip-" + id, feedback), Instant.ofEpochMilli(id));
  }

  /** Everything comes at once. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no successor for it yet.
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
