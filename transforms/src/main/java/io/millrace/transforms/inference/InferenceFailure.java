package io.millrace.transforms.inference;

import io.millrace.transforms.coders.DataCoders;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;

/**
 * An element that has no prediction.
 *
 * @param record the element
 * @param stage where it failed: {@code preprocess}, {@code predict} or {@code postprocess}
 * @param reason what was wrong
 */
public record InferenceFailure<T>(T record, String stage, String reason) {

  /** The coder of failures of records of this coder. */
  public static <T> Coder<InferenceFailure<T>> coder(Coder<T> records) {
    return new FailureCoder<>(records);
  }

  private static final class FailureCoder<T> extends StructuredCoder<InferenceFailure<T>> {
    private final Coder<T> records;

    FailureCoder(Coder<T> records) {
      this.records = records;
    }

    @Override
    public void encode(InferenceFailure<T> failure, OutputStream out) throws IOException {
      records.encode(failure.record, out);
      DataOutputStream data = new DataOutputStream(out);
      data.writeUTF(failure.stage);
      DataCoders.writeBytes(failure.reason.getBytes(StandardCharsets.UTF_8), data);
      data.flush();
    }

    @Override
    public InferenceFailure<T> decode(InputStream in) throws IOException {
      T record = records.decode(in);
      DataInputStream data = new DataInputStream(in);
      String stage = data.readUTF();
      String reason = new String(DataCoders.readBytes(data), StandardCharsets.UTF_8);
      return new InferenceFailure<>(record, stage, reason);
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
