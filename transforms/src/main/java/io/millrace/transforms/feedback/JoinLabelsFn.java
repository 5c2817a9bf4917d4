package io.millrace.transforms.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.millrace.transforms.windows.TimestampSkew;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.TimerMap;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * The state of {@link LabelJoin}, by shard of the record ids: what is open of each id, and which
 * ids are due at the end of a slice of the horizon, in as many blocks as were written.
 *
 * <p>With an id a key, its timer costs more than its state. Blocks are written and never read
 * before they are due, however many ids are.
 */
final class JoinLabelsFn extends DoFn<KV<Integer, List<KV<String, Feedback>>>, LabelledExample> {
  @StateId("open")
  private final StateSpec<MapState<String, OpenRecord>> openSpec =
      StateSpecs.map(StringUtf8Coder.of(), OpenRecord.CODER);

  /** How many blocks of ids are due at the end of a slice; they have a timer. */
  @StateId("blocks")
  private final StateSpec<MapState<Long, Integer>> blocksSpec =
      StateSpecs.map(VarLongCoder.of(), VarIntCoder.of());

  @StateId("due")
  private final StateSpec<MapState<KV<Long, Integer>, List<String>>> dueSpec =
      StateSpecs.map(
          KvCoder.of(VarLongCoder.of(), VarIntCoder.of()), ListCoder.of(StringUtf8Coder.of()));

  @TimerFamily("horizon")
  private final TimerSpec horizonSpec = TimerSpecs.timerMap(TimeDomain.EVENT_TIME);

  private final JoinLabels.Config config;
  private transient LabelJoin join;
  private transient Counter examples;

  @SuppressWarnings("NullAway.Init") // Both are made in setup.
  JoinLabelsFn(JoinLabels.Config config) {
    this.config = config;
  }

  @Setup
  public void setup() {
    join = new LabelJoin(config);
    examples = Metrics.counter("millrace_labelled_examples");
  }

  @ProcessElement
  public void join(
      @Element KV<Integer, List<KV<String, Feedback>>> shard,
      @StateId("open") MapState<String, OpenRecord> records,
      @StateId("blocks") MapState<Long, Integer> blocks,
      @StateId("due") MapState<KV<Long, Integer>, List<String>> due,
      @TimerFamily("horizon") TimerMap timers,
      MultiOutputReceiver out) {
    // The time that a timer would be relative to; no timer is set by asking.
    join.advanceTo(timers.get("now").getCurrentRelativeTime().getMillis());
    Map<Long, List<String>> newlyDue = new HashMap<>();
    for (KV<String, Feedback> feedback : shard.getValue()) {
      String id = feedback.getKey();
      OpenRecord read = records.get(id).read();
      OpenRecord before = read == null ? OpenRecord.NONE : read;
      OpenRecord after = join.take(id, before, feedback.getValue(), out);
      if (after != before) {
        records.put(id, after);
        long end = end(after);
        if (read == null || end(read) != end) {
          newlyDue.computeIfAbsent(end, unused -> new ArrayList<>()).add(id);
        }
      }
    }
    examples.increment(join.takeCount());
    newlyDue.forEach(
        (end, ids) -> {
          Integer written = blocks.get(end).read();
          if (written == null) {
            timers.get(Long.toString(end)).set(new Instant(end));
          }
          int block = written == null ? 0 : written;
          due.put(KV.of(end, block), ids);
          blocks.put(end, block + 1);
        });
  }

  private long end(OpenRecord open) {
    return config.horizon().end(open.newestTime());
  }

  @OnTimerFamily("horizon")
  public void expire(
      OnTimerContext context,
      @StateId("open") MapState<String, OpenRecord> records,
      @StateId("blocks") MapState<Long, Integer> blocks,
      @StateId("due") MapState<KV<Long, Integer>, List<String>> due,
      MultiOutputReceiver out) {
    Instant time = context.fireTimestamp();
    long end = time.getMillis();
    Integer written = blocks.get(end).read();
    for (int block = 0; written != null && block < written; block++) {
      KV<Long, Integer> key = KV.of(end, block);
      List<String> ids = due.get(key).read();
      due.remove(key);
      for (String id : ids == null ? List.<String>of() : ids) {
        OpenRecord open = records.get(id).read();
        // What changed since may be due at another time, or be gone already.
        if (open != null && end(open) == end) {
          records.remove(id);
          join.giveUp(id, open, time, out);
        }
      }
    }
    blocks.remove(end);
  }

  /** A label's time may lie before its record's timestamp and the other way round. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no successor for it yet.
  public Duration getAllowedTimestampSkew() {
    return TimestampSkew.ANY;
  }
}
