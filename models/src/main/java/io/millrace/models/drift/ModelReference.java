package io.millrace.models.drift;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a model version was trained on and how well it did: what its later life is compared with.
 *
 * @param grid the deployment's grid
 * @param counts the training window's rows, counted on the grid
 * @param error the version's errors on rows held out from its training
 */
public record ModelReference(FeatureGrid grid, GridCounts counts, ErrorMoments error) {
  private static final Path FILE = Path.of("assets.extra", "millrace", "reference");

  /** Writes the reference into the directory of its model version. */
  public void writeTo(Path modelDirectory) throws IOException {
    Path file = modelDirectory.resolve(FILE);
    Files.createDirectories(file.getParent());
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      write(out);
    }
  }

  private void write(DataOutput out) throws IOException {
    out.writeByte(1);
    byte[] json = grid.toJson().getBytes(StandardCharsets.UTF_8);
    out.writeInt(json.length);
    out.write(json);
    counts.writeTo(out);
    out.writeLong(error.count());
    out.writeDouble(error.sum());
    out.writeDouble(error.squares());
  }

  /** Reads the reference of the model version in this directory. */
  public static ModelReference readFrom(Path modelDirectory) throws IOException {
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(modelDirectory.resolve(FILE)))) {
      return read(in);
    }
  }

  private static ModelReference read(DataInput in) throws IOException {
    int form = in.readByte();
    if (form != 1) {
      throw new IOException("model reference: version " + form + " (expected: 1)");
    }
    byte[] json = new byte[in.readInt()];
    in.readFully(json);
    FeatureGrid grid = FeatureGrid.fromJson(new String(json, StandardCharsets.UTF_8));
    GridCounts counts = GridCounts.readFrom(in, grid);
    return new ModelReference(
        grid, counts, new ErrorMoments(in.readLong(), in.readDouble(), in.readDouble()));
  }
}
