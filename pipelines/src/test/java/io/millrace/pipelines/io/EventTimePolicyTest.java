package io.millrace.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTimePolicyTest {
  private static final Partition CAUGHT_UP = new Partition(0);
  private static final Partition BEHIND = new Partition(5);

  private long now = 1_000_000;

  @Test
  void theWatermarkFollowsTheNewestRecordAtADistance() {
    EventTimePolicy policy = policy(100, 0, Optional.empty());
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    assertThat(policy.getTimestampForRecord(CAUGHT_UP, record(5000))).isEqualTo(at(5000));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(4900));
    assertThat(policy.getTimestampForRecord(CAUGHT_UP, record(4000))).isEqualTo(at(4000));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(4900));
    policy.getTimestampForRecord(CAUGHT_UP, record(5050));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(4950));
  }

  @Test
  void aPunctuationMovesTheWatermarkToItself() {
    EventTimePolicy policy = policy(100, 0, Optional.empty());
    policy.getTimestampForRecord(CAUGHT_UP, record(5000));
    policy.getTimestampForRecord(CAUGHT_UP, record(6000, null, EventTimePolicy.PUNCTUATION));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(6000));
    // Neither of these is one: a tombstone, and a record that merely has the header.
    policy.getTimestampForRecord(CAUGHT_UP, record(6010, null, "other"));
    policy.getTimestampForRecord(CAUGHT_UP, record(6020, new byte[1], EventTimePolicy.PUNCTUATION));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(6000));
  }

  @Test
  void anIdlePartitionFollowsTheWallClock() {
    EventTimePolicy policy = policy(100, 1000, Optional.empty());
    policy.getTimestampForRecord(CAUGHT_UP, record(5000));
    now += 999;
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(4900));
    now += 1;
    assertThat(policy.getWatermark(BEHIND)).isEqualTo(at(4900));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(now - 1000 - 100));
    // A record ends the idle time; the watermark does not go back.
    policy.getTimestampForRecord(CAUGHT_UP, record(6000));
    long before = now;
    now += 10;
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(before - 1000 - 100));
  }

  @Test
  void withoutAnIdleTimeoutTheClockDoesNotCount() {
    EventTimePolicy policy = policy(100, 0, Optional.empty());
    policy.getTimestampForRecord(CAUGHT_UP, record(5000));
    now += Duration.ofDays(9).toMillis();
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(4900));
  }

  @Test
  void goesOnFromTheWatermarkBefore() {
    EventTimePolicy policy = policy(100, 0, Optional.of(at(7000)));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(7000));
    policy.getTimestampForRecord(CAUGHT_UP, record(5000));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(7000));
  }

  @Test
  void aTimestampInTheFutureMovesTheWatermarkNoFurtherThanTheClock() {
    EventTimePolicy policy = policy(100, 0, Optional.empty());
    long future = now + Duration.ofDays(1).toMillis();
    assertThat(policy.getTimestampForRecord(CAUGHT_UP, record(future))).isEqualTo(at(future));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(now - 100));
    now += 10;
    policy.getTimestampForRecord(CAUGHT_UP, record(future, null, EventTimePolicy.PUNCTUATION));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(now));
  }

  @Test
  void aWatermarkThatWentAheadComesBackWithARestart() {
    EventTimePolicy policy = policy(100, 0, Optional.of(at(now + 1000)));
    assertThat(policy.getWatermark(CAUGHT_UP)).isEqualTo(at(now));
  }

  private EventTimePolicy policy(long outOfOrderness, long idle, Optional<Instant> before) {
    return new EventTimePolicy(
        Duration.ofMillis(outOfOrderness),
        Duration.ofMillis(idle),
        before,
        () -> java.time.Instant.ofEpochMilli(now));
  }

  private static Instant at(long millis) {
    return new Instant(millis);
  }

  private static KafkaRecord<byte[], byte[]> record(long timestamp) {
    return record(timestamp, new byte[] {1}, "other");
  }

  private static KafkaRecord<byte[], byte[]> record(
      long timestamp, byte @Nullable [] value, String header) {
    return new KafkaRecord<>(
        "trips",
        0,
        0,
        timestamp,
        KafkaTimestampType.CREATE_TIME,
        new RecordHeaders().add(header, new byte[0]),
        new byte[0],
        value);
  }

  private static final class Partition extends PartitionContext {
    private final long backlog;

    Partition(long backlog) {
      this.backlog = backlog;
    }

    @Override
    public long getMessageBacklog() {
      return backlog;
    }

    @Override
    public Instant getBacklogCheckTime() {
      return BoundedWindow.TIMESTAMP_MIN_VALUE;
    }
  }
}
