package io.millrace.transforms.feedback;

import io.millrace.transforms.windows.TimestampSkew;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Gathers the feedback of a bundle by shard of the record ids, each shard's in the order in which
 * it came: the state of a shard is found once for all of it.
 */
final class ShardFn extends DoFn<KV<String, Feedback>, KV<Integer, List<KV<String, Feedback>>>> {
  /** Many more than a join is ever parallel. */
  private static final int SHARDS = 1024;

  private static final int LARGEST_BUNDLE = 10_000;

  private transient List<List<KV<String, Feedback>>> shards;
  private transient long[] oldest;
  private transient int gathered;

  @SuppressWarnings("NullAway.Init") // The fields are made in setup.
  ShardFn() {}

  @Setup
  public void setup() {
    shards = new ArrayList<>(SHARDS);
    for (int shard = 0; shard < SHARDS; shard++) {
      shards.add(new ArrayList<>());
    }
    oldest = new long[SHARDS];
  }

  @StartBundle
  public void start() {
    clear();
  }

  @ProcessElement
  public void gather(
      @Element KV<String, Feedback> feedback,
      @Timestamp Instant time,
      OutputReceiver<KV<Integer, List<KV<String, Feedback>>>> out) {
    int shard = shardOf(feedback.getKey());
    List<KV<String, Feedback>> list = shards.get(shard);
    oldest[shard] = list.isEmpty() ? time.getMillis() : Math.min(oldest[shard], time.getMillis());
    list.add(feedback);
    gathered++;
    if (gathered == LARGEST_BUNDLE) {
      flush(out::outputWithTimestamp);
    }
  }

  /** The same in every process, for state outlives them. */
  private static int shardOf(String id) {
    return (id.hashCode() * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(SHARDS - 1);
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    flush((shard, time) -> context.output(shard, time, GlobalWindow.INSTANCE));
  }

  private interface Output {
    void put(KV<Integer, List<KV<String, Feedback>>> shard, Instant time);
  }

  private void flush(Output out) {
    for (int shard = 0; shard < SHARDS; shard++) {
      if (!shards.get(shard).isEmpty()) {
        // Whoever gets the list may keep it.
        out.put(KV.of(shard, new ArrayList<>(shards.get(shard))), new Instant(oldest[shard]));
      }
    }
    clear();
  }

  private void clear() {
    for (List<KV<String, Feedback>> shard : shards) {
      shard.clear();
    }
    gathered = 0;
  }

  /** What is gathered may be older than the element with which it goes on. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no successor for it yet.
  public Duration getAllowedTimestampSkew() {
    return TimestampSkew.ANY;
  }
}
