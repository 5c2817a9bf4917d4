package io.millrace.transforms.feedback;

import io.millrace.models.data.ExampleCodec;
import io.millrace.transforms.feedback.Unjoined.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** The join of {@link JoinLabels}: one cell of state and one timer an id. */
final class JoinLabelsFn extends DoFn<KV<String, Feedback>, LabelledExample> {
  private static final byte[] NO_ROW = {};
  private static final Comparator<Feedback.Label> OLDEST_FIRST =
      Comparator.comparingLong(Feedback.Label::eventTime)
          .thenComparingDouble(Feedback.Label::value);

  @StateId("open")
  private final StateSpec<ValueState<OpenRecord>> openSpec = StateSpecs.value(OpenRecord.CODER);

  @TimerId("horizon")
  private final TimerSpec horizonSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final JoinLabels.Config config;
  private transient @Nullable ExampleCodec codec;

  JoinLabelsFn(JoinLabels.Config config) {
    this.config = config;
  }

  @ProcessElement
  public void join(
      @Element KV<String, Feedback> element,
      @StateId("open") ValueState<OpenRecord> state,
      @TimerId("horizon") Timer horizon,
      MultiOutputReceiver out) {
    OpenRecord read = state.read();
    OpenRecord before = read == null ? OpenRecord.NONE : read;
    Feedback feedback = element.getValue();
    OpenRecord after = before;
    if (feedback instanceof Feedback.Scored scored) {
      after = takeRecord(element.getKey(), before, scored, out);
    } else if (feedback instanceof Feedback.Label label) {
      after = takeLabel(element.getKey(), before, label, out);
    }
    if (after != before) {
      state.write(after);
      horizon.set(new Instant(after.newestTime() + config.horizon().toMillis()));
    }
  }

  private OpenRecord takeRecord(
      String id, OpenRecord open, Feedback.Scored record, MultiOutputReceiver out) {
    if (open.record() != null) {
      unjoined(id, Reason.DUPLICATE_RECORD, record, out);
      return open;
    }
    Feedback.Label newest = null;
    for (Feedback.Label label : open.labels()) {
      if (!isWithinHorizon(record, label.eventTime())) {
        unjoined(id, Reason.NO_RECORD, label, out);
      } else {
        if (newest != null) {
          unjoined(id, Reason.OUTDATED_LABEL, newest, out);
        }
        newest = label;
      }
    }
    return newest == null
        ? open.withRecord(record).withLabels(List.of())
        : emit(open.withRecord(record), record, newest, null, out);
  }

  private OpenRecord takeLabel(
      String id, OpenRecord open, Feedback.Label label, MultiOutputReceiver out) {
    Feedback.Scored record = open.record();
    if (!config.isValid(label.value())) {
      unjoined(id, Reason.INVALID_LABEL, label, out);
      return open.withInvalidLabel(label.eventTime());
    }
    if (open.labels().contains(label)) {
      unjoined(id, Reason.DUPLICATE_LABEL, label, out);
      return open;
    }
    if (record == null) {
      List<Feedback.Label> waiting = new ArrayList<>(open.labels());
      waiting.add(label);
      waiting.sort(OLDEST_FIRST);
      return open.withLabels(waiting);
    }
    if (!isWithinHorizon(record, label.eventTime())) {
      unjoined(id, Reason.NO_RECORD, label, out);
      return open;
    }
    Feedback.Label known = open.label();
    if (known != null && (!config.corrections() || OLDEST_FIRST.compare(label, known) < 0)) {
      unjoined(id, Reason.OUTDATED_LABEL, label, out);
      return open;
    }
    return emit(open, record, label, known == null ? null : known.value(), out);
  }

  private OpenRecord emit(
      OpenRecord open,
      Feedback.Scored record,
      Feedback.Label label,
      @Nullable Double replaced,
      MultiOutputReceiver out) {
    byte[] example = codec().withLabel(record.example(), label.value(), label.eventTime());
    long time = Math.max(record.eventTime(), label.eventTime());
    out.get(JoinLabels.LABELLED)
        .outputWithTimestamp(
            new LabelledExample(
                example, record.prediction(), record.version(), label.value(), time, replaced),
            new Instant(time));
    Feedback.Scored kept =
        config.corrections()
            ? record
            : new Feedback.Scored(
                NO_ROW, record.eventTime(), record.prediction(), record.version());
    return open.withRecord(kept).withLabels(List.of(label));
  }

  private ExampleCodec codec() {
    ExampleCodec made = codec;
    if (made == null) {
      made = new ExampleCodec(config.columns());
      codec = made;
    }
    return made;
  }

  private boolean isWithinHorizon(Feedback.Scored record, long labelTime) {
    return Math.abs(record.eventTime() - labelTime) <= config.horizon().toMillis();
  }

  private static void unjoined(
      String id, Reason reason, Feedback feedback, MultiOutputReceiver out) {
    out.get(JoinLabels.UNJOINED).output(new Unjoined(id, reason, feedback.eventTime()));
  }

  @OnTimer("horizon")
  public void expire(
      OnTimerContext context,
      @Key String id,
      @StateId("open") ValueState<OpenRecord> state,
      MultiOutputReceiver out) {
    OpenRecord open = state.read();
    state.clear();
    if (open == null) {
      return;
    }
    Instant time = context.fireTimestamp();
    Feedback.Scored record = open.record();
    if (record == null) {
      for (Feedback.Label label : open.labels()) {
        out.get(JoinLabels.UNJOINED)
            .outputWithTimestamp(new Unjoined(id, Reason.NO_RECORD, label.eventTime()), time);
      }
      return;
    }
    LabelFate.Outcome outcome = outcome(open, record);
    out.get(JoinLabels.FATES)
        .outputWithTimestamp(new LabelFate(record.eventTime(), record.version(), outcome), time);
    if (outcome == LabelFate.Outcome.MISSING) {
      out.get(JoinLabels.UNJOINED)
          .outputWithTimestamp(new Unjoined(id, Reason.NO_LABEL, record.eventTime()), time);
    }
  }

  private LabelFate.Outcome outcome(OpenRecord open, Feedback.Scored record) {
    if (open.label() != null) {
      return LabelFate.Outcome.LABELLED;
    }
    boolean invalid =
        open.invalidTime() != OpenRecord.NEVER && isWithinHorizon(record, open.invalidTime());
    return invalid ? LabelFate.Outcome.INVALID : LabelFate.Outcome.MISSING;
  }

  /** A label's time may lie before its record's timestamp and the other way round. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no successor for it yet.
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
