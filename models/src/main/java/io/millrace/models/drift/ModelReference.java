package io.millrace.models.drift;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.statistics.LongText;
import io.millrace.models.statistics.Slicing;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model version was trained on and how well it did: what its later life is compared with.
 *
 * @param grid the deployment's grid
 * @param counts the rows it was trained and judged on, counted on the grid
 * @param error the version's errors on rows held out from its training
 * @param slices the same by slice
 */
public record ModelReference(
    FeatureGrid grid,
    ReferenceCounts counts,
    ErrorMoments error,
    SortedMap<String, ErrorMoments> slices) {
  private static final Path FILE = Path.of("assets.extra", "millrace", "reference");
  private static final int VERSION = 3;

  public ModelReference {
    slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
  }

  /** A reference without slices and seasons. */
  public static ModelReference of(GridCounts counts, ErrorMoments error) {
    ReferenceCounts whole = new ReferenceCounts(counts.grid(), Slicing.none(), Season.NONE);
    whole.whole().all().merge(counts);
    return new ModelReference(counts.grid(), whole, error, new TreeMap<>());
  }

  /** Encodes rows as numbers, for {@link VersionEstimator}: without label and prediction. */
  public static FrequencyEncoder encoder(GridCounts reference) {
    return new FrequencyEncoder(reference, Set.of(ExampleCodec.LABEL, ExampleCodec.PREDICTION));
  }

  /** Writes the reference into the directory of its model version. */
  public void writeTo(Path modelDirectory) throws IOException {
    Path file = modelDirectory.resolve(FILE);
    Files.createDirectories(file.getParent());
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      write(out);
    }
  }

  private void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    byte[] json = grid.toJson().getBytes(StandardCharsets.UTF_8);
    out.writeInt(json.length);
    out.write(json);
    counts.writeTo(out);
    write(error, out);
    out.writeInt(slices.size());
    for (Map.Entry<String, ErrorMoments> slice : slices.entrySet()) {
      LongText.write(slice.getKey(), out);
      write(slice.getValue(), out);
    }
  }

  private static void write(ErrorMoments moments, DataOutput out) throws IOException {
    out.writeLong(moments.count());
    out.writeDouble(moments.sum());
    out.writeDouble(moments.squares());
  }

  /** Reads the reference of the model version in this directory. */
  public static ModelReference readFrom(Path modelDirectory) throws IOException {
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(modelDirectory.resolve(FILE)))) {
      return read(in);
    }
  }

  private static ModelReference read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("model reference: version " + version + " (expected: " + VERSION + ")");
    }
    byte[] json = new byte[in.readInt()];
    in.readFully(json);
    FeatureGrid grid = FeatureGrid.fromJson(new String(json, StandardCharsets.UTF_8));
    ReferenceCounts counts = ReferenceCounts.readFrom(in, grid, Slicing.none());
    ErrorMoments error = readMoments(in);
    SortedMap<String, ErrorMoments> slices = new TreeMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      slices.put(LongText.read(in), readMoments(in));
    }
    return new ModelReference(grid, counts, error, slices);
  }

  private static ErrorMoments readMoments(DataInput in) throws IOException {
    return new ErrorMoments(in.readLong(), in.readDouble(), in.readDouble());
  }
}
