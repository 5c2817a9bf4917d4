package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of one record id: what was predicted, or the label that came for it. */
public sealed interface Feedback {
  DataCoder<Feedback> CODER = DataCoder.of("Feedback", Feedback::write, Feedback::read);

  /** When it happened, in milliseconds since the epoch. */
  long eventTime();

  /**
   * A predicted row.
   *
   * @param example the row as {@link io.millrace.models.data.ExampleCodec} encodes it, without
   *     label
   * @param prediction what the model said
   * @param version the model's version
   */
  record Scored(
      @SuppressWarnings("ArrayRecordComponent") byte[] example,
      long eventTime,
      double prediction,
      long version)
      implements Feedback {}

  /** The true value, known at {@code eventTime}. */
  record Label(double value, long eventTime) implements Feedback {}

  private static void write(Feedback feedback, DataOutput out) throws IOException {
    out.writeLong(feedback.eventTime());
    if (feedback instanceof Scored scored) {
      out.writeByte(0);
      DataCoders.writeBytes(scored.example, out);
      out.writeDouble(scored.prediction);
      out.writeLong(scored.version);
    } else if (feedback instanceof Label label) {
      out.writeByte(1);
      out.writeDouble(label.value);
    }
  }

  private static Feedback read(DataInput in) throws IOException {
    long eventTime = in.readLong();
    return in.readByte() == 0
        ? new Scored(DataCoders.readBytes(in), eventTime, in.readDouble(), in.readLong())
        : new Label(in.readDouble(), eventTime);
  }
}
