package io.millrace.transforms.windows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;

/**
 * A value that holds for one event-time window.
 *
 * @param start the window's first millisecond since the epoch
 * @param end the first millisecond after it
 * @param pane 0 when the watermark passed the end, then 1, 2 … for late rows; a later pane replaces
 *     the earlier ones
 */
public record WindowResult<T>(long start, long end, long pane, T value) {

  public <R> WindowResult<R> with(R other) {
    return new WindowResult<>(start, end, pane, other);
  }

  /** A coder of results with values of {@code value}. */
  public static <T> Coder<WindowResult<T>> coder(Coder<T> value) {
    return new ResultCoder<>(value);
  }

  /** A coder of results with values of a {@link DataCoder}. */
  private static final class ResultCoder<T> extends StructuredCoder<WindowResult<T>> {
    private final Coder<T> value;

    ResultCoder(Coder<T> value) {
      this.value = value;
    }

    @Override
    public void encode(WindowResult<T> result, OutputStream out) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      data.writeLong(result.start);
      data.writeLong(result.end);
      data.writeLong(result.pane);
      data.flush();
      value.encode(result.value, out);
    }

    @Override
    public WindowResult<T> decode(InputStream in) throws IOException {
      DataInputStream data = new DataInputStream(in);
      long start = data.readLong();
      long end = data.readLong();
      long pane = data.readLong();
      return new WindowResult<>(start, end, pane, value.decode(in));
    }

    @Override
    public List<? extends Coder<?>> getCoderArguments() {
      return List.of(value);
    }

    @Override
    public void verifyDeterministic() throws NonDeterministicException {
      value.verifyDeterministic();
    }
  }
}
