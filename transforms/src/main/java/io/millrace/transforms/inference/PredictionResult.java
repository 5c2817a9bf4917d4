package io.millrace.transforms.inference;

import io.millrace.models.data.BatchCodec;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.Predictions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;

/**
 * An element with what a model version said of it.
 *
 * @param record the element
 * @param outputs what the model gave for it, by name: columns of one row
 * @param model the model's name
 * @param version the model's version
 * @param inferredAt when the model was asked
 */
public record PredictionResult<T>(
    T record, Predictions outputs, String model, long version, Instant inferredAt) {

  /** The value of an output that is one number. */
  public double number(String output) {
    return outputs.floats(output)[0];
  }

  /** The value of an output that is one text. */
  public String text(String output) {
    Column column = outputs.output(output);
    if (column.isSingle() && column instanceof BytesColumn texts) {
      return texts.string(0);
    }
    throw new IllegalArgumentException(
        "output " + output + ": " + column.type() + " (expected: one text)");
  }

  /** The same result for another record. */
  <U> PredictionResult<U> of(U other) {
    return new PredictionResult<>(other, outputs, model, version, inferredAt);
  }

  /** The coder of results for records of this coder. */
  public static <T> Coder<PredictionResult<T>> coder(Coder<T> records) {
    return new ResultCoder<>(records);
  }

  private static final class ResultCoder<T> extends StructuredCoder<PredictionResult<T>> {
    private final Coder<T> records;

    ResultCoder(Coder<T> records) {
      this.records = records;
    }

    @Override
    public void encode(PredictionResult<T> result, OutputStream out) throws IOException {
      records.encode(result.record, out);
      DataOutputStream data = new DataOutputStream(out);
      BatchCodec.writeColumns(result.outputs.layout(), result.outputs.outputs(), data);
      data.writeUTF(result.model);
      data.writeLong(result.version);
      data.writeLong(result.inferredAt.toEpochMilli());
      data.flush();
    }

    @Override
    public PredictionResult<T> decode(InputStream in) throws IOException {
      T record = records.decode(in);
      DataInputStream data = new DataInputStream(in);
      Layout layout = BatchCodec.readLayout(data);
      List<Column> columns = BatchCodec.readColumns(layout, data);
      return new PredictionResult<>(
          record,
          new Predictions(layout, columns, 1),
          data.readUTF(),
          data.readLong(),
          Instant.ofEpochMilli(data.readLong()));
    }

    @Override
    public List<? extends Coder<?>> getCoderArguments() {
      return List.of(records);
    }

    @Override
    public void verifyDeterministic() throws NonDeterministicException {
      records.verifyDeterministic();
    }
  }
}
