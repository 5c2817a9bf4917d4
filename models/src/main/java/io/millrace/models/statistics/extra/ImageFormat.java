package io.millrace.models.statistics.extra;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The image formats that are known by their first bytes, which also say the image's size where that
 * stands in the header.
 */
enum ImageFormat {
  BMP("BM"),
  GIF("GIF8"),
  // The fourth byte differs by the kind of JPEG.
  JPEG("\u00ff\u00d8\u00ff"),
  PNG("\u0089PNG\r\n\u001a\n");

  private static final ImageFormat[] FORMATS = values();

  private final byte[] magic;

  ImageFormat(String latin1) {
    this.magic = latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The name in histograms. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of the {@code length} bytes at {@code from}, or null for none of these. */
  static @Nullable ImageFormat of(byte[] bytes, int from, int length) {
    for (ImageFormat format : FORMATS) {
      if (format.startsHere(bytes, from, length)) {
        return format;
      }
    }
    return null;
  }

  private boolean startsHere(byte[] bytes, int from, int length) {
    if (length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes[from + i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Width (high half) and height (low half) of an image of this format; 0 if it is cut short. */
  long size(byte[] bytes, int from, int length) {
    return switch (this) {
      case BMP -> length < 26 ? 0 : size(little(bytes, from + 18, 4), little(bytes, from + 22, 4));
      case GIF -> length < 10 ? 0 : size(little(bytes, from + 6, 2), little(bytes, from + 8, 2));
      case PNG -> length < 24 ? 0 : size(big(bytes, from + 16, 4), big(bytes, from + 20, 4));
      case JPEG -> jpegSize(bytes, from, from + length);
    };
  }

  /** Of a JPEG, the first frame header (SOF0..SOF15 but DHT, JPG and DAC; ITU T.81, B.2.2). */
  private static long jpegSize(byte[] bytes, int from, int end) {
    int at = from + 2;
    while (at + 9 <= end && (bytes[at] & 0xff) == 0xff) {
      int marker = bytes[at + 1] & 0xff;
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
        return size(big(bytes, at + 7, 2), big(bytes, at + 5, 2));
      }
      // 0xff may be repeated as filling before a marker.
      at += marker == 0xff ? 1 : 2 + big(bytes, at + 2, 2);
    }
    return 0;
  }

  /** A bitmap's height is negative when it is stored from top to bottom. */
  private static long size(int width, int height) {
    return ((long) Math.abs(width) << 32) | Math.abs(height);
  }

  private static int little(byte[] bytes, int at, int count) {
    int number = 0;
    for (int i = count - 1; i >= 0; i--) {
      number = (number << 8) | (bytes[at + i] & 0xff);
    }
    return number;
  }

  private static int big(byte[] bytes, int at, int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      number = (number << 8) | (bytes[at + i] & 0xff);
    }
    return number;
  }
}
