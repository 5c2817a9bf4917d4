package io.millrace.restarts;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells of {@link Event#ALL}, by their index, some thousand a second; goes on where a checkpoint
 * was. The watermark is the time of the oldest event to come, or, of a hasty one, that of the
 * newest that came.
 */
final class Trickle extends UnboundedSource<Integer, Trickle.Mark> {
  private static final long NANOS_EACH = 400_000;

  /** Long enough for a watermark to reach the windows. */
  private static final long NANOS_AFTER_A_MINUTE = 100_000_000;

  private final int[] order;
  private final boolean hasty;

  private Trickle(int[] order, boolean hasty) {
    this.order = order;
    this.hasty = hasty;
  }

  static Trickle inOrder() {
    return new Trickle(IntStream.range(0, Event.ALL.size()).toArray(), false);
  }

  /** Each event comes up to so many milliseconds later than in order. */
  static Trickle shuffled(int latest, long seed) {
    return new Trickle(order(latest, seed), false);
  }

  /**
   * The same, where the watermark does not wait: events are late by so much. After the first event
   * of each minute there is a pause, so that the window before it ends without its late events.
   */
  static Trickle late(int latest, long seed) {
    return new Trickle(order(latest, seed), true);
  }

  private static int[] order(int latest, long seed) {
    Random random = new Random(seed);
    long[] arrivals =
        Event.ALL.stream().mapToLong(event -> event.time() + random.nextInt(latest)).toArray();
    return IntStream.range(0, arrivals.length)
        .boxed()
        .sorted((one, other) -> Long.compare(arrivals[one], arrivals[other]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** How many were told of. */
  record Mark(int told) implements UnboundedSource.CheckpointMark, Serializable {
    @Override
    public void finalizeCheckpoint() {
      Outage.checkpointed();
    }
  }

  @Override
  public List<Trickle> split(int desired, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public UnboundedReader<Integer> createReader(PipelineOptions options, @Nullable Mark mark) {
    return new Reader(this, mark == null ? 0 : mark.told());
  }

  @Override
  public Coder<Mark> getCheckpointMarkCoder() {
    return SerializableCoder.of(Mark.class);
  }

  @Override
  public Coder<Integer> getOutputCoder() {
    return VarIntCoder.of();
  }

  private static final class Reader extends UnboundedReader<Integer> {
    private final Trickle source;
    private final long[] watermarks;
    private final long[] due;
    private final long begin;
    private final int first;
    private int told;

    Reader(Trickle source, int told) {
      this.source = source;
      this.first = told;
      this.told = told;
      this.begin = System.nanoTime();
      due = due(source);
      watermarks = source.hasty ? newestSoFar(source.order) : oldestToCome(source.order);
    }

    /** When each event is told of, in nanoseconds after the first. */
    private static long[] due(Trickle source) {
      long[] due = new long[source.order.length];
      long minute = 0;
      for (int i = 1; i < due.length; i++) {
        long time = Event.ALL.get(source.order[i - 1]).time();
        boolean pause = source.hasty && time / 60_000 > minute;
        minute = Math.max(minute, time / 60_000);
        due[i] = due[i - 1] + (pause ? NANOS_AFTER_A_MINUTE : NANOS_EACH);
      }
      return due;
    }

    private static long[] oldestToCome(int[] order) {
      long[] times = new long[order.length + 1];
      times[order.length] = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();
      for (int i = order.length - 1; i >= 0; i--) {
        times[i] = Math.min(times[i + 1], Event.ALL.get(order[i]).time());
      }
      return times;
    }

    private static long[] newestSoFar(int[] order) {
      long[] times = new long[order.length + 1];
      times[0] = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
      for (int i = 0; i < order.length; i++) {
        times[i + 1] = Math.max(times[i], Event.ALL.get(order[i]).time());
      }
      times[order.length] = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();
      return times;
    }

    @Override
    public boolean start() throws IOException {
      return advance();
    }

    @Override
    public boolean advance() {
      if (told == due.length || System.nanoTime() - begin < due[told] - due[first]) {
        return false;
      }
      told++;
      return true;
    }

    @Override
    public Integer getCurrent() {
      if (told == first) {
        throw new NoSuchElementException();
      }
      return source.order[told - 1];
    }

    @Override
    public Instant getCurrentTimestamp() {
      return Instant.ofEpochMilli(Event.ALL.get(getCurrent()).time());
    }

    @Override
    public Instant getWatermark() {
      return Instant.ofEpochMilli(watermarks[told]);
    }

    @Override
    public Mark getCheckpointMark() {
      return new Mark(told);
    }

    @Override
    public Trickle getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
