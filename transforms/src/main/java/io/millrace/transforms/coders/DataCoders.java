package io.millrace.transforms.coders;

import io.millrace.models.data.BatchCodec;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.RawRecord;
import io.millrace.models.data.SourcePosition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The coders of {@code models.data}. */
public final class DataCoders {
  public static final DataCoder<ColumnBatch> BATCH =
      DataCoder.of("ColumnBatch", BatchCodec::write, BatchCodec::read);

  public static final DataCoder<RawRecord> RAW_RECORD =
      DataCoder.of("RawRecord", DataCoders::writeRecord, DataCoders::readRecord);

  public static final DataCoder<DeadLetter> DEAD_LETTER =
      DataCoder.of("DeadLetter", DataCoders::writeDeadLetter, DataCoders::readDeadLetter);

  private DataCoders() {}

  /** Writes bytes behind their length; -1 stands for null. */
  public static void writeBytes(byte @Nullable [] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  /** Reads what {@link #writeBytes} wrote of bytes that were not null. */
  public static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = readNullableBytes(in);
    if (bytes == null) {
      throw new IOException("length: -1 (expected: 0 or more)");
    }
    return bytes;
  }

  /** Writes a text of any length. */
  public static void writeText(String text, DataOutput out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] readNullableBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static void writeRecord(RawRecord record, DataOutput out) throws IOException {
    writeBytes(record.value(), out);
    writePosition(record.position(), out);
    out.writeLong(record.timestamp());
  }

  private static RawRecord readRecord(DataInput in) throws IOException {
    return new RawRecord(readNullableBytes(in), readPosition(in), in.readLong());
  }

  private static void writeDeadLetter(DeadLetter letter, DataOutput out) throws IOException {
    writeBytes(letter.original(), out);
    out.writeUTF(letter.stage());
    // writeUTF holds 65,535 bytes; a reason that quotes a long value is cut, the original is not.
    String reason = letter.reason();
    out.writeUTF(reason.length() > 10_000 ? reason.substring(0, 10_000) : reason);
    Long eventTime = letter.eventTime();
    out.writeBoolean(eventTime != null);
    if (eventTime != null) {
      out.writeLong(eventTime);
    }
    writePosition(letter.position(), out);
  }

  private static DeadLetter readDeadLetter(DataInput in) throws IOException {
    byte[] original = readBytes(in);
    String stage = in.readUTF();
    String reason = in.readUTF();
    Long eventTime = in.readBoolean() ? in.readLong() : null;
    return new DeadLetter(original, stage, reason, eventTime, readPosition(in));
  }

  private static void writePosition(SourcePosition position, DataOutput out) throws IOException {
    out.writeUTF(position.origin());
    out.writeInt(position.partition());
    out.writeLong(position.offset());
  }

  private static SourcePosition readPosition(DataInput in) throws IOException {
    return new SourcePosition(in.readUTF(), in.readInt(), in.readLong());
  }
}
