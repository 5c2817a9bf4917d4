package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import org.jspecify.annotations.Nullable;

/**
 * A predicted row that found its label.
 *
 * @param example the row and its label, as {@link io.millrace.models.data.ExampleCodec} encodes
 *     them
 * @param version the version that predicted it
 * @param time when both were known: the later event time of record and label, or a later time at
 *     which windows still took it
 * @param replaced the label that this one corrects; null if it is the record's first
 */
public record LabelledExample(
    @SuppressWarnings("ArrayRecordComponent") byte[] example,
    double prediction,
    long version,
    double label,
    long time,
    @Nullable Double replaced) {

  public static final DataCoder<LabelledExample> CODER =
      DataCoder.of(
          "LabelledExample",
          (labelled, out) -> {
            DataCoders.writeBytes(labelled.example, out);
            out.writeDouble(labelled.prediction);
            out.writeLong(labelled.version);
            out.writeDouble(labelled.label);
            out.writeLong(labelled.time);
            Double replaced = labelled.replaced;
            out.writeBoolean(replaced != null);
            if (replaced != null) {
              out.writeDouble(replaced);
            }
          },
          in ->
              new LabelledExample(
                  DataCoders.readBytes(in),
                  in.readDouble(),
                  in.readLong(),
                  in.readDouble(),
                  in.readLong(),
                  in.readBoolean() ? in.readDouble() : null));

  /** The record's first label. */
  public LabelledExample(byte[] example, double prediction, long version, double label, long time) {
    this(example, prediction, version, label, time, null);
  }
}
