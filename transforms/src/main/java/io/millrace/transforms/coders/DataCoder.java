package io.millrace.transforms.coders;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.beam.sdk.coders.CustomCoder;

/**
 * A coder made of a writer and a reader: the coder of everything of ours that flows. It is
 * deterministic as long as the writer is, which all of ours are.
 *
 * <p>A checkpoint of Flink has the coders of its states in it, as Java serializes them, and values
 * are read with those. So what a reader captures, such as settings, is what the job that left the
 * checkpoint had; and for a checkpoint to be read by a later build, the class that makes the coder
 * has to keep its serial version, and a writer or reader its form (a method's name and types, or
 * the types that a lambda takes and captures).
 */
public final class DataCoder<T> extends CustomCoder<T> {

  /** Writes a value. */
  public interface Writer<T> extends Serializable {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads what the writer wrote. */
  public interface Reader<T> extends Serializable {
    T read(DataInput in) throws IOException;
  }

  private final String name;
  private final Writer<T> writer;
  private final Reader<T> reader;

  private DataCoder(String name, Writer<T> writer, Reader<T> reader) {
    this.name = name;
    this.writer = writer;
    this.reader = reader;
  }

  /** A coder known by {@code name}: two coders of one name are equal. */
  public static <T> DataCoder<T> of(String name, Writer<T> writer, Reader<T> reader) {
    return new DataCoder<>(name, writer, reader);
  }

  /** Writes a value as part of a larger one. */
  public void write(T value, DataOutput out) throws IOException {
    writer.write(value, out);
  }

  /** Reads what {@link #write} wrote. */
  public T read(DataInput in) throws IOException {
    return reader.read(in);
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    writer.write(value, data);
    data.flush();
  }

  @Override
  public T decode(InputStream in) throws IOException {
    return reader.read(new DataInputStream(in));
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof DataCoder<?> coder && coder.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "DataCoder(" + name + ")";
  }
}
