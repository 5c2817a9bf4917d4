package io.millrace.models.inference.table;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a table of predictions is of.
 *
 * @param model the model that made the predictions
 * @param version its version
 * @param keys the columns that rows are looked up by, in this order: all that the model reads, with
 *     {@code event_time} for the rows' event times if it reads those
 * @param part which part of the table this is, from 0
 * @param parts how many parts the table has; a key stands in part {@code hash mod parts}
 */
public record TableHeader(String model, long version, List<String> keys, int part, int parts) {
  private static final int MAGIC = 0x4D525054; // MRPT
  private static final int FORMAT = 1;

  public TableHeader {
    keys = List.copyOf(keys);
    if (parts < 1 || part < 0 || part >= parts) {
      throw new IllegalArgumentException(
          "part: " + part + " of " + parts + " (expected: 0.." + (parts - 1) + ", parts >= 1)");
    }
  }

  /** The part that holds the key with this hash. */
  public static int partOf(long hash, int parts) {
    return (int) Long.remainderUnsigned(hash, parts);
  }

  /** The name of the part's file. */
  public String fileName() {
    return String.format(Locale.ROOT, "part-%05d-of-%05d.predictions", part, parts);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(MAGIC);
    out.writeByte(FORMAT);
    out.writeUTF(model);
    out.writeLong(version);
    out.writeInt(keys.size());
    for (String key : keys) {
      out.writeUTF(key);
    }
    out.writeInt(part);
    out.writeInt(parts);
  }

  static TableHeader read(DataInput in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("file: starts otherwise (expected: a table of predictions)");
    }
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("table format: " + format + " (expected: " + FORMAT + ")");
    }
    String model = in.readUTF();
    long version = in.readLong();
    int count = in.readInt();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(in.readUTF());
    }
    return new TableHeader(model, version, keys, in.readInt(), in.readInt());
  }
}
