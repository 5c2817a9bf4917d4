package io.millrace.models.drift.windows;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.Slicing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reference in a file: a few kilobytes a feature, instead of the data.
 *
 * @param unsuitable columns that are not watched, and why
 */
public record SavedReference(ReferenceCounts counts, Map<String, String> unsuitable) {
  private static final int MAGIC = 0x4d525246; // MRRF
  private static final int VERSION = 1;

  public SavedReference {
    unsuitable = new TreeMap<>(unsuitable);
  }

  public void writeTo(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeByte(VERSION);
      byte[] grid = counts.grid().toJson().getBytes(StandardCharsets.UTF_8);
      out.writeInt(grid.length);
      out.write(grid);
      List<SliceSpec> specs = counts.slicing().specs();
      out.writeInt(specs.size());
      for (SliceSpec spec : specs) {
        out.writeInt(spec.featureKeys().size());
        for (String key : spec.featureKeys()) {
          out.writeUTF(key);
        }
        writeTexts(out, spec.featureValues());
      }
      writeTexts(out, unsuitable);
      counts.writeTo(out);
    }
  }

  private static void writeTexts(DataOutputStream out, Map<String, String> texts)
      throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeUTF(text.getKey());
      out.writeUTF(text.getValue());
    }
  }

  /** The reference in this file; the message of what goes wrong names the file. */
  public static SavedReference readFrom(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("no counts (expected: a file that drift --save wrote)");
      }
      int version = in.readByte();
      if (version != VERSION) {
        throw new IOException("version: " + version + " (expected: " + VERSION + ")");
      }
      byte[] json = new byte[in.readInt()];
      in.readFully(json);
      FeatureGrid grid = FeatureGrid.fromJson(new String(json, StandardCharsets.UTF_8));
      List<SliceSpec> specs = new ArrayList<>();
      int slices = in.readInt();
      for (int i = 0; i < slices; i++) {
        List<String> keys = new ArrayList<>();
        int size = in.readInt();
        for (int k = 0; k < size; k++) {
          keys.add(in.readUTF());
        }
        specs.add(new SliceSpec(keys, readTexts(in)));
      }
      Map<String, String> unsuitable = readTexts(in);
      return new SavedReference(ReferenceCounts.readFrom(in, grid, new Slicing(specs)), unsuitable);
    } catch (EOFException e) {
      throw new IOException(file + ": ends too early (expected: what drift --save wrote)", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> readTexts(DataInputStream in) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      texts.put(in.readUTF(), in.readUTF());
    }
    return texts;
  }
}
