package io.millrace.transforms.feedback;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.Layout;
import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Joins each predicted record with its label by record id, in event time.
 *
 * <p>Input: feedback by record id, in the global window, bounded or not, in any order. Output:
 * {@link #LABELLED}, one example for each record whose label's event time is at most the horizon
 * away from its own, at the later one of the two; and {@link #UNJOINED}, every record and label
 * that gave none. A record or label waits until the watermark has passed its event time plus the
 * horizon; then its state is dropped. The first record and the first label of an id count.
 *
 * <p>Next: {@link StoreExamples}.
 */
public final class JoinLabels
    extends PTransform<PCollection<KV<String, Feedback>>, PCollectionTuple> {
  public static final TupleTag<LabelledExample> LABELLED = new TupleTag<>() {};
  public static final TupleTag<Unjoined> UNJOINED = new TupleTag<>() {};

  private final Config config;

  private record Config(Layout columns, Duration horizon, double minimum, double maximum)
      implements Serializable {}

  private JoinLabels(Config config) {
    this.config = config;
  }

  /**
   * Joins rows of these columns with labels that come within {@code horizon}, which is longer than
   * zero.
   */
  public static JoinLabels within(Duration horizon, Layout columns) {
    if (horizon.isZero() || horizon.isNegative()) {
      throw new IllegalArgumentException("horizon: " + horizon + " (expected: longer than zero)");
    }
    return new JoinLabels(
        new Config(columns, horizon, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /** Labels outside this range, both ends in, are invalid; without it none is but NaN. */
  public JoinLabels withValidRange(double minimum, double maximum) {
    return new JoinLabels(new Config(config.columns, config.horizon, minimum, maximum));
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Feedback>> feedback) {
    PCollectionTuple joined =
        feedback.apply(
            "Join",
            ParDo.of(new JoinFn(config)).withOutputTags(LABELLED, TupleTagList.of(UNJOINED)));
    joined.get(LABELLED).setCoder(LabelledExample.CODER);
    joined.get(UNJOINED).setCoder(Unjoined.CODER);
    return joined;
  }

  private static final class JoinFn extends DoFn<KV<String, Feedback>, LabelledExample> {
    @StateId("record")
    private final StateSpec<ValueState<Feedback>> recordSpec = StateSpecs.value(Feedback.CODER);

    @StateId("label")
    private final StateSpec<ValueState<Feedback>> labelSpec = StateSpecs.value(Feedback.CODER);

    @StateId("joined")
    private final StateSpec<ValueState<Boolean>> joinedSpec = StateSpecs.value(BooleanCoder.of());

    @TimerId("horizon")
    private final TimerSpec horizonSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final Config config;
    private transient @Nullable ExampleCodec codec;

    JoinFn(Config config) {
      this.config = config;
    }

    @Setup
    public void setup() {
      codec = new ExampleCodec(config.columns);
    }

    @ProcessElement
    public void join(
        @Element KV<String, Feedback> element,
        @StateId("record") ValueState<Feedback> record,
        @StateId("label") ValueState<Feedback> label,
        @StateId("joined") ValueState<Boolean> joined,
        @TimerId("horizon") Timer horizon,
        MultiOutputReceiver out) {
      Feedback feedback = element.getValue();
      String id = element.getKey();
      ValueState<Feedback> mine = feedback instanceof Feedback.Scored ? record : label;
      if (mine.read() != null || Boolean.TRUE.equals(joined.read())) {
        Unjoined.Reason reason =
            mine == record ? Unjoined.Reason.DUPLICATE_RECORD : Unjoined.Reason.DUPLICATE_LABEL;
        out.get(UNJOINED).output(new Unjoined(id, reason, feedback.eventTime()));
        return;
      }
      ValueState<Feedback> other = mine == record ? label : record;
      Feedback partner = other.read();
      if (partner == null) {
        mine.write(feedback);
        horizon.set(deadline(feedback));
        return;
      }
      long apart = feedback.eventTime() - partner.eventTime();
      if (apart < -config.horizon.toMillis()) {
        out.get(UNJOINED).output(alone(id, feedback));
        return;
      }
      other.clear();
      if (apart > config.horizon.toMillis()) {
        // The watermark lags behind: with it in step, the partner would have been given up.
        out.get(UNJOINED).output(alone(id, partner));
        mine.write(feedback);
        horizon.withNoOutputTimestamp().set(deadline(feedback));
        return;
      }
      joined.write(true);
      if (feedback instanceof Feedback.Scored scored && partner instanceof Feedback.Label value) {
        emit(id, scored, value, out);
      } else if (feedback instanceof Feedback.Label value
          && partner instanceof Feedback.Scored scored) {
        emit(id, scored, value, out);
      }
    }

    private static Unjoined alone(String id, Feedback feedback) {
      Unjoined.Reason reason =
          feedback instanceof Feedback.Scored
              ? Unjoined.Reason.NO_LABEL
              : Unjoined.Reason.NO_RECORD;
      return new Unjoined(id, reason, feedback.eventTime());
    }

    private Instant deadline(Feedback feedback) {
      return new Instant(feedback.eventTime() + config.horizon.toMillis());
    }

    private void emit(
        String id, Feedback.Scored scored, Feedback.Label label, MultiOutputReceiver out) {
      long time = Math.max(scored.eventTime(), label.eventTime());
      if (!(label.value() >= config.minimum && label.value() <= config.maximum)) {
        out.get(UNJOINED).output(new Unjoined(id, Unjoined.Reason.INVALID_LABEL, time));
      } else if (codec != null) {
        byte[] example = codec.withLabel(scored.example(), label.value(), label.eventTime());
        out.get(LABELLED)
            .outputWithTimestamp(
                new LabelledExample(example, scored.prediction(), scored.version(), label.value()),
                new Instant(time));
      }
    }

    @OnTimer("horizon")
    public void expire(
        OnTimerContext context,
        @Key String id,
        @StateId("record") ValueState<Feedback> record,
        @StateId("label") ValueState<Feedback> label,
        @StateId("joined") ValueState<Boolean> joined,
        MultiOutputReceiver out) {
      Feedback waiting = record.read();
      if (waiting != null) {
        out.get(UNJOINED).outputWithTimestamp(alone(id, waiting), context.fireTimestamp());
      }
      Feedback unknown = label.read();
      if (unknown != null) {
        out.get(UNJOINED).outputWithTimestamp(alone(id, unknown), context.fireTimestamp());
      }
      record.clear();
      label.clear();
      joined.clear();
    }

    /** A label's time may lie before its record's timestamp and the other way round. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public org.joda.time.Duration getAllowedTimestampSkew() {
      return org.joda.time.Duration.millis(Long.MAX_VALUE);
    }
  }
}
