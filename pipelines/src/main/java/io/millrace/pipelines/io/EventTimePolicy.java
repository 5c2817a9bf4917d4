package io.millrace.pipelines.io;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.io.kafka.TimestampPolicyFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Instant;

/**
 * Takes a Kafka record's own timestamp as its event time, and lets the watermark follow the newest
 * one at the distance that records may be out of order. A timestamp in the future, which a wrong
 * clock makes, moves the watermark no further than the wall clock: otherwise all that follows would
 * be late.
 *
 * <p>A partition without records would hold the watermark for ever. Two ways out: after {@code
 * idleTimeout} without a record the watermark follows the wall clock, which suits live data; and a
 * punctuation, a record without value and with the header {@value #PUNCTUATION}, says that nothing
 * older than its timestamp will come in its partition, which suits replays.
 */
final class EventTimePolicy extends TimestampPolicy<byte[], byte[]> {
  /** The header of a record that only moves the watermark. */
  static final String PUNCTUATION = "millrace.watermark";

  private final long outOfOrderness;
  private final long idleTimeout;
  private final InstantSource clock;
  private long watermark;
  private long lastRecordAt;

  EventTimePolicy(
      Duration outOfOrderness,
      Duration idleTimeout,
      Optional<Instant> before,
      InstantSource clock) {
    this.clock = clock;
    this.lastRecordAt = clock.millis();
    this.outOfOrderness = outOfOrderness.toMillis();
    this.idleTimeout = idleTimeout.toMillis();
    this.watermark =
        Math.min(before.orElse(BoundedWindow.TIMESTAMP_MIN_VALUE).getMillis(), lastRecordAt);
  }

  /**
   * A factory of policies, one a partition.
   *
   * @param idleTimeout zero: never follow the wall clock
   */
  static TimestampPolicyFactory<byte[], byte[]> factory(
      Duration outOfOrderness, Duration idleTimeout) {
    return new Factory(outOfOrderness, idleTimeout);
  }

  private record Factory(Duration outOfOrderness, Duration idleTimeout)
      implements TimestampPolicyFactory<byte[], byte[]> {
    @Override
    public TimestampPolicy<byte[], byte[]> createTimestampPolicy(
        TopicPartition partition, Optional<Instant> previousWatermark) {
      return new EventTimePolicy(
          outOfOrderness, idleTimeout, previousWatermark, InstantSource.system());
    }
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext context, KafkaRecord<byte[], byte[]> record) {
    long timestamp = record.getTimestamp();
    boolean punctuation =
        record.getKV().getValue() == null
            && record.getHeaders() != null
            && record.getHeaders().lastHeader(PUNCTUATION) != null;
    lastRecordAt = clock.millis();
    long past = Math.min(timestamp, lastRecordAt);
    watermark = Math.max(watermark, punctuation ? past : past - outOfOrderness);
    return new Instant(timestamp);
  }

  @Override
  public Instant getWatermark(PartitionContext context) {
    if (idleTimeout > 0 && context.getMessageBacklog() == 0) {
      long now = clock.millis();
      if (now - lastRecordAt >= idleTimeout) {
        watermark = Math.max(watermark, now - idleTimeout - outOfOrderness);
      }
    }
    return new Instant(watermark);
  }
}
