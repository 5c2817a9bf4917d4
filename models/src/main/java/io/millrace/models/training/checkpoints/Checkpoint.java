package io.millrace.models.training.checkpoints;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A training at one of its steps, with all that it takes to go on.
 *
 * @param identity of the training: what is trained and from where it began
 * @param fitted what was fitted to the rows before, as JSON
 * @param rows the fingerprint of the encoded rows that it trains on
 * @param position in the order of rows
 * @param state weights and optimizer
 * @param best the state with the lowest validation loss; null if that is none or not kept
 */
public record Checkpoint(
    String identity,
    String fitted,
    long rows,
    EpochPosition position,
    TrainingState state,
    @Nullable TrainingState best) {
  private static final int VERSION = 1;

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(VERSION);
    writeText(out, identity);
    writeText(out, fitted);
    out.writeLong(rows);
    position.writeTo(out);
    state.writeTo(out);
    out.writeBoolean(best != null);
    if (best != null) {
      best.writeTo(out);
    }
  }

  static Checkpoint readFrom(DataInput in) throws IOException {
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("checkpoint: version " + version + " (expected: " + VERSION + ")");
    }
    return new Checkpoint(
        readText(in),
        readText(in),
        in.readLong(),
        EpochPosition.readFrom(in),
        TrainingState.readFrom(in),
        in.readBoolean() ? TrainingState.readFrom(in) : null);
  }

  /** Vocabularies are longer than {@link DataOutput#writeUTF} takes. */
  private static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
