package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;

/**
 * A predicted row that found its label.
 *
 * @param example the row and its label, as {@link io.millrace.models.data.ExampleCodec} encodes
 *     them
 * @param version the version that predicted it
 */
public record LabelledExample(
    @SuppressWarnings("ArrayRecordComponent") byte[] example,
    double prediction,
    long version,
    double label) {

  public static final DataCoder<LabelledExample> CODER =
      DataCoder.of(
          "LabelledExample",
          (labelled, out) -> {
            DataCoders.writeBytes(labelled.example, out);
            out.writeDouble(labelled.prediction);
            out.writeLong(labelled.version);
            out.writeDouble(labelled.label);
          },
          in ->
              new LabelledExample(
                  DataCoders.readBytes(in), in.readDouble(), in.readLong(), in.readDouble()));
}
