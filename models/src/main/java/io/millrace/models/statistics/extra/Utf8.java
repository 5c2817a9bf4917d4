package io.millrace.models.statistics.extra;

/** The characters of valid UTF-8, without making a string of it. */
final class Utf8 {
  private Utf8() {}

  /** How many bytes the character has that starts with this one. */
  static int length(byte first) {
    int bits = first & 0xff;
    return bits < 0x80 ? 1 : bits < 0xe0 ? 2 : bits < 0xf0 ? 3 : 4;
  }

  /** The code point that starts here. */
  static int character(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = length(bytes[at]);
    int character = first & (0xff >> (length + 1));
    for (int i = 1; i < length; i++) {
      character = (character << 6) | (bytes[at + i] & 0x3f);
    }
    return character;
  }

  /** How many characters there are. */
  static int characters(byte[] bytes, int from, int length) {
    int count = 0;
    for (int i = from; i < from + length; i++) {
      count += (bytes[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return count;
  }
}
