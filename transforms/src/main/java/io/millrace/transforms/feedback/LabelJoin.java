package io.millrace.transforms.feedback;

import io.millrace.models.data.ExampleCodec;
import io.millrace.transforms.feedback.Unjoined.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one record id with each thing that comes, and in the end: no state of ids, no
 * timers.
 */
final class LabelJoin {
  private static final byte[] NO_ROW = {};
  private static final Comparator<Feedback.Label> OLDEST_FIRST =
      Comparator.comparingLong(Feedback.Label::eventTime)
          .thenComparingDouble(Feedback.Label::value);

  private final JoinLabels.Config config;
  private final ExampleCodec codec;
  private int emitted;
  private long watermark = Long.MIN_VALUE;

  LabelJoin(JoinLabels.Config config) {
    this.config = config;
    this.codec = new ExampleCodec(config.columns());
  }

  /** The event time up to which everything has come, unless it is late. */
  void advanceTo(long newWatermark) {
    watermark = newWatermark;
  }

  /** What is known after this came; the same object if that is nothing new. */
  OpenRecord take(String id, OpenRecord open, Feedback feedback, MultiOutputReceiver out) {
    if (feedback instanceof Feedback.Scored record) {
      return takeRecord(id, open, record, out);
    }
    return takeLabel(id, open, (Feedback.Label) feedback, out);
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
        ? new OpenRecord(record, List.of(), open.invalidTime())
        : emit(open, record, newest, null, out);
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
      return new OpenRecord(null, waiting, open.invalidTime());
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
    byte[] example = codec.withLabel(record.example(), label.value(), label.eventTime());
    long time = config.taken(Math.max(record.eventTime(), label.eventTime()), watermark);
    out.get(JoinLabels.LABELLED)
        .outputWithTimestamp(
            new LabelledExample(
                example, record.prediction(), record.version(), label.value(), time, replaced),
            new Instant(time));
    emitted++;
    Feedback.Scored kept =
        config.corrections()
            ? record
            : new Feedback.Scored(
                NO_ROW, record.eventTime(), record.prediction(), record.version());
    return new OpenRecord(kept, List.of(label), open.invalidTime());
  }

  /** How many examples were given out since this was asked last. */
  int takeCount() {
    int count = emitted;
    emitted = 0;
    return count;
  }

  /** Tells what became of what is given up at this time. */
  void giveUp(String id, OpenRecord open, Instant time, MultiOutputReceiver out) {
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

  private boolean isWithinHorizon(Feedback.Scored record, long labelTime) {
    return config.horizon().covers(record.eventTime(), labelTime);
  }

  private static void unjoined(
      String id, Reason reason, Feedback feedback, MultiOutputReceiver out) {
    long time = feedback.eventTime();
    out.get(JoinLabels.UNJOINED)
        .outputWithTimestamp(new Unjoined(id, reason, time), new Instant(time));
  }
}
