package io.millrace.models.data.files.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** Decompresses pages: SNAPPY, GZIP and ZSTD. */
final class PageCodec {
  private PageCodec() {}

  /** The {@code size} bytes that {@code bytes[from]} to {@code bytes[to]} are compressed from. */
  static byte[] decompress(CompressionCodec codec, byte[] bytes, int from, int to, int size)
      throws IOException {
    byte[] out = new byte[size];
    if (size == 0) {
      return out;
    }
    int length =
        switch (codec) {
          case UNCOMPRESSED -> {
            System.arraycopy(bytes, from, out, 0, Math.min(size, to - from));
            yield to - from;
          }
          case SNAPPY -> {
            if (Snappy.uncompressedLength(bytes, from, to - from) != size) {
              yield -1;
            }
            yield Snappy.uncompress(bytes, from, to - from, out, 0);
          }
          case GZIP -> {
            try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(bytes, from, to - from))) {
              yield in.readNBytes(out, 0, size);
            }
          }
          case ZSTD -> (int) Zstd.decompress(out, Arrays.copyOfRange(bytes, from, to));
          default ->
              throw new IOException(
                  "codec: " + codec + " (expected: UNCOMPRESSED, SNAPPY, GZIP or ZSTD)");
        };
    if (length != size) {
      throw new IOException("a page that is not of " + size + " bytes (expected: as it says)");
    }
    return out;
  }
}
