package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A temporary file of chunks, each read by its number. It is gone when it is closed. */
final class ChunkFile implements Closeable {
  private final EncodedLayout layout;
  private final FileChannel channel;
  private long[] starts = new long[64];
  private int count;

  ChunkFile(EncodedLayout layout) throws IOException {
    this.layout = layout;
    Path file = Files.createTempFile("millrace-rows", null);
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  void add(ByteBuffer bytes) throws IOException {
    if (count + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    long at = starts[count];
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    starts[++count] = at;
  }

  RowChunk read(int number) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate((int) (starts[number + 1] - starts[number]))
            .order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, starts[number] + bytes.position()) < 0) {
        throw new EOFException(
            "temporary rows: cut off in chunk " + number + " (expected: as written)");
      }
    }
    return ChunkBytes.read(bytes.flip(), layout);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
