package io.millrace.transforms.inference;

import io.millrace.models.inference.batching.Batching;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Gathers elements of one window beyond the end of their bundles, with state and timers in a few
 * shards: as many as a call may have, or what came within the maximum wait. They keep their
 * timestamps inside.
 */
final class GatherElements<T>
    extends PTransform<PCollection<T>, PCollection<KV<Integer, Iterable<TimestampedValue<T>>>>> {
  /** Enough for every worker of a small cluster to have some. */
  private static final int SHARDS = 16;

  private final Batching batching;

  GatherElements(Batching batching) {
    this.batching = batching;
  }

  @Override
  public PCollection<KV<Integer, Iterable<TimestampedValue<T>>>> expand(PCollection<T> elements) {
    return elements
        .apply("Shard", ParDo.of(new ShardFn<>()))
        .setCoder(
            KvCoder.of(
                VarIntCoder.of(), TimestampedValue.TimestampedValueCoder.of(elements.getCoder())))
        .apply(
            "Group",
            GroupIntoBatches.<Integer, TimestampedValue<T>>ofSize(batching.maxBatchSize())
                .withMaxBufferingDuration(Duration.millis(batching.maxWait().toMillis())));
  }

  private static final class ShardFn<T> extends DoFn<T, KV<Integer, TimestampedValue<T>>> {
    @ProcessElement
    public void shard(
        @Element T element,
        @Timestamp Instant timestamp,
        OutputReceiver<KV<Integer, TimestampedValue<T>>> out) {
      int shard = ThreadLocalRandom.current().nextInt(SHARDS);
      out.output(KV.of(shard, TimestampedValue.of(element, timestamp)));
    }
  }
}
