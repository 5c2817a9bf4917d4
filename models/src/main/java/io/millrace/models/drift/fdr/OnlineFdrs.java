package io.millrace.models.drift.fdr;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** All procedures by name. */
public final class OnlineFdrs {
  private static final int VERSION = 1;

  private OnlineFdrs() {}

  /**
   * A new procedure; null for {@code none}.
   *
   * @param name addis, saffron, lord or none
   * @param alpha the share of false alarms among all alarms, in 0..1 without the ends
   */
  public static @Nullable OnlineFdr create(String name, double alpha) {
    return switch (name) {
      case "addis" -> Addis.addis(alpha);
      case "saffron" -> Addis.saffron(alpha);
      case "lord" -> new LordPlusPlus(alpha);
      case "none" -> null;
      default ->
          throw new IllegalArgumentException(
              "fdr: " + name + " (expected: addis, saffron, lord or none)");
    };
  }

  /** Whether this is a procedure that {@link #create} makes of these. */
  public static boolean is(@Nullable OnlineFdr fdr, String name, double alpha) {
    return fdr == null ? name.equals("none") : fdr.name().equals(name) && fdr.alpha() == alpha;
  }

  /** Writes a procedure with its state. */
  public static void write(OnlineFdr fdr, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(fdr.name());
    fdr.writeTo(out);
  }

  /** The procedure that {@link #write} wrote, which goes on from there. */
  public static OnlineFdr read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("fdr version: " + version + " (expected: " + VERSION + ")");
    }
    String name = in.readUTF();
    return switch (name) {
      case "addis", "saffron" -> Addis.readFrom(in);
      case "lord" -> LordPlusPlus.readFrom(in);
      default -> throw new IOException("fdr: " + name + " (expected: addis, saffron or lord)");
    };
  }
}
