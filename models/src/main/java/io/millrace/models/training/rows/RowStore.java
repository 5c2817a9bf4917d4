package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * All encoded rows of a training: in memory as long as they fit its budget, else in a temporary
 * file.
 *
 * <p>They are trained on in windows. In memory there is one window, and every epoch orders all rows
 * anew. In a file a window is as many chunks as fit half the budget: every epoch deals the chunks
 * to windows anew and orders the rows within each. The same rows, seed and budget give the same
 * order; the one path's is not the other's.
 */
public final class RowStore implements Closeable {
  private final EncodedLayout layout;
  private final long budget;
  private final ChunkBuilder next;
  private final List<RowChunk> chunks = new ArrayList<>();
  private final CRC32C checksum = new CRC32C();
  private final IdCounts idCounts;
  private @Nullable ChunkFile file;
  private @Nullable RowWindow whole;
  private long rows;
  private double weightSum;
  private long bytes;
  private int chunkCount;

  /**
   * @param budget bytes of rows to be held in memory
   */
  public RowStore(EncodedLayout layout, long budget) {
    this.layout = layout;
    this.budget = budget;
    this.next = new ChunkBuilder(layout);
    this.idCounts = new IdCounts(layout);
  }

  /** Adds rows behind those that are there. */
  public void add(EncodedRows encoded, float[] labels, float[] weights) throws IOException {
    idCounts.add(encoded);
    for (int i = 0; i < encoded.count(); i++) {
      weightSum += weights[i];
    }
    for (int from = 0; from < encoded.count(); ) {
      from += next.add(encoded, labels, weights, from);
      if (next.count() == RowChunk.ROWS) {
        seal();
      }
    }
  }

  /** Says that there are no more rows. */
  public void finish() throws IOException {
    if (next.count() > 0) {
      seal();
    }
  }

  private void seal() throws IOException {
    RowChunk chunk = next.build();
    ByteBuffer encoded = ChunkBytes.of(chunk);
    checksum.update(encoded.duplicate());
    rows += chunk.count();
    bytes += chunk.bytes();
    chunkCount++;
    if (file == null && bytes > budget) {
      file = new ChunkFile(layout);
      for (RowChunk before : chunks) {
        file.add(ChunkBytes.of(before));
      }
      chunks.clear();
    }
    if (file == null) {
      chunks.add(chunk);
    } else {
      file.add(encoded);
    }
  }

  public EncodedLayout layout() {
    return layout;
  }

  public long rows() {
    return rows;
  }

  /** How much all rows count together. */
  public double weightSum() {
    return weightSum;
  }

  /** A number that other rows would, all but surely, not have. */
  public long fingerprint() {
    return checksum.getValue() << 32 | (rows & 0xffffffffL);
  }

  /** How often each id came. */
  public IdCounts idCounts() {
    return idCounts;
  }

  /** Whether the rows did not fit into memory. */
  public boolean isInFile() {
    return file != null;
  }

  /** The windows of an epoch in its order: for each the numbers of its chunks. */
  public List<int[]> windows(long seed) {
    int[] order = file == null ? inOrder() : Shuffle.order(chunkCount, seed);
    int perWindow = file == null ? chunkCount : chunksPerWindow();
    List<int[]> windows = new ArrayList<>();
    for (int from = 0; from < chunkCount; from += perWindow) {
      windows.add(Arrays.copyOfRange(order, from, Math.min(chunkCount, from + perWindow)));
    }
    return windows;
  }

  private int[] inOrder() {
    int[] order = new int[chunkCount];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private int chunksPerWindow() {
    return (int) Math.max(1, budget / 2 / Math.max(1, bytes / chunkCount));
  }

  /** How many rows a window has. */
  public int rowsOf(int[] window) {
    int last = (int) (rows - (long) RowChunk.ROWS * (chunkCount - 1));
    int count = 0;
    for (int chunk : window) {
      count += chunk == chunkCount - 1 ? last : RowChunk.ROWS;
    }
    return count;
  }

  /** Steps of an epoch with batches of this size; no batch has rows of two windows. */
  public long steps(int batchSize) {
    long steps = 0;
    for (int[] window : windows(0)) {
      steps += (rowsOf(window) + batchSize - 1) / batchSize;
    }
    return steps;
  }

  /** The rows of a window. */
  public RowWindow open(int[] window) throws IOException {
    if (file == null) {
      if (whole == null) {
        whole = new RowWindow(layout, chunks);
      }
      return whole;
    }
    List<RowChunk> read = new ArrayList<>();
    for (int chunk : window) {
      if (chunk < chunkCount - 1) {
        read.add(file.read(chunk));
      }
    }
    // The one that may not be full stands last.
    for (int chunk : window) {
      if (chunk == chunkCount - 1) {
        read.add(file.read(chunk));
      }
    }
    return new RowWindow(layout, read);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
