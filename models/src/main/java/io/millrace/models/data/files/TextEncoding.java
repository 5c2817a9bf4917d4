package io.millrace.models.data.files;

import java.io.IOException;

/**
 * The encoding of a file's text: UTF-8, or another that its first bytes tell of and that is
 * refused.
 */
public final class TextEncoding {
  /** How many first bytes there are to look at. */
  public static final int MARK = 3;

  private TextEncoding() {}

  /**
   * How many bytes stand before the text: those of a byte order mark.
   *
   * @param file for the message of the exception
   * @param bytes the file's first bytes, of which {@code count} count
   * @throws IOException if the mark is that of UTF-16, or there is none and the first character has
   *     zero bytes, as those of JSON have in UTF-16 and UTF-32
   */
  public static int skip(String file, byte[] bytes, int count) throws IOException {
    if (count >= 2) {
      int mark = (bytes[0] & 0xFF) << Byte.SIZE | (bytes[1] & 0xFF);
      if (mark == 0xFFFE || mark == 0xFEFF) {
        throw new IOException(
            file
                + ": UTF-16, by its byte order mark "
                + (mark == 0xFFFE ? "FF FE" : "FE FF")
                + " (expected: UTF-8)");
      }
      if (bytes[0] == 0 || bytes[1] == 0) {
        throw new IOException(file + ": zero bytes, as UTF-16 has (expected: UTF-8)");
      }
      if (mark == 0xEFBB && count >= MARK && bytes[2] == (byte) 0xBF) {
        return MARK;
      }
    }
    return 0;
  }
}
