package io.millrace.models.training.checkpoints;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Files that are there as a whole or not at all: written under another name, forced to the disk,
 * then renamed, with a checksum (CRC32C) at the end.
 */
final class CheckpointFile {
  private CheckpointFile() {}

  static void write(Path file, Checkpoint checkpoint) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    CRC32C checksum = new CRC32C();
    try (FileChannel channel =
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        DataOutputStream out =
            new DataOutputStream(
                new CheckedOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16),
                    checksum))) {
      checkpoint.writeTo(out);
      out.writeLong(checksum.getValue());
      out.flush();
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static Checkpoint read(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        DataInputStream in = new DataInputStream(new CheckedInputStream(bytes, checksum))) {
      Checkpoint checkpoint = Checkpoint.readFrom(in);
      long found = checksum.getValue();
      long expected = in.readLong();
      if (found != expected) {
        throw new IOException(
            "checkpoint " + file + ": checksum " + found + " (expected: " + expected + ")");
      }
      return checkpoint;
    } catch (EOFException e) {
      throw new IOException("checkpoint " + file + ": cut off (expected: a whole file)", e);
    } catch (RuntimeException | OutOfMemoryError e) {
      // A length that was overwritten may say anything.
      throw new IOException("checkpoint " + file + ": unreadable (expected: as written)", e);
    }
  }
}
