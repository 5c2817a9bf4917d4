package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.feedback.Feedback.Label;
import io.millrace.transforms.feedback.Feedback.Scored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is held of one record id until its horizon has passed: the state of {@link JoinLabels}.
 *
 * @param record the predicted row; null while only labels came
 * @param labels those that wait for the record; with it, the one that counts, or none
 * @param invalidTime the event time of the newest label outside the valid range; {@link #NEVER}
 *     before one came
 */
record OpenRecord(@Nullable Scored record, List<Label> labels, long invalidTime) {
  static final long NEVER = Long.MIN_VALUE;
  static final OpenRecord NONE = new OpenRecord(null, List.of(), NEVER);

  private static final int VERSION = 1;

  static final DataCoder<OpenRecord> CODER =
      DataCoder.of("OpenRecord", OpenRecord::write, OpenRecord::read);

  OpenRecord {
    labels = List.copyOf(labels);
  }

  /** The label that counts; null before one came. */
  @Nullable Label label() {
    return record == null || labels.isEmpty() ? null : labels.get(0);
  }

  OpenRecord withInvalidLabel(long eventTime) {
    return new OpenRecord(record, labels, Math.max(invalidTime, eventTime));
  }

  /** The newest event time of what is held. */
  long newestTime() {
    if (record != null) {
      return record.eventTime();
    }
    long newest = invalidTime;
    for (Label label : labels) {
      newest = Math.max(newest, label.eventTime());
    }
    return newest;
  }

  private static void write(OpenRecord open, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(open.invalidTime);
    out.writeBoolean(open.record != null);
    if (open.record != null) {
      Feedback.CODER.write(open.record, out);
    }
    out.writeInt(open.labels.size());
    for (Label label : open.labels) {
      Feedback.CODER.write(label, out);
    }
  }

  private static OpenRecord read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("open record: version " + version + " (expected: " + VERSION + ")");
    }
    long invalidTime = in.readLong();
    Scored record = in.readBoolean() ? (Scored) Feedback.CODER.read(in) : null;
    int size = in.readInt();
    List<Label> labels = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      labels.add((Label) Feedback.CODER.read(in));
    }
    return new OpenRecord(record, labels, invalidTime);
  }
}
