package io.millrace.models.data;

/** Reads protobuf's wire format from an array. Not thread-safe. */
final class WireBytes {
  private byte[] bytes = {};
  private int start;
  private int at;

  /** Goes to {@code from} in these bytes, where the message starts. */
  void begin(byte[] source, int from) {
    bytes = source;
    start = from;
    at = from;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  void to(int position) {
    at = position;
  }

  /** A varint, of which all bytes stand before {@code end}. */
  long varint(int end) throws UndecodableException {
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= end) {
        throw broken("ends within a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("has a number of more than ten bytes");
  }

  /** Reads a length; what it speaks of ends where this says, at {@code end} at the latest. */
  int end(int end) throws UndecodableException {
    long length = varint(end);
    if (length < 0 || length > end - at) {
      throw broken("has a field of " + length + " bytes where " + (end - at) + " are left");
    }
    return at + (int) length;
  }

  float float32(int end) throws UndecodableException {
    if (end - at < Float.BYTES) {
      throw broken("ends within a float");
    }
    int bits =
        (bytes[at] & 0xFF)
            | (bytes[at + 1] & 0xFF) << 8
            | (bytes[at + 2] & 0xFF) << 16
            | (bytes[at + 3] & 0xFF) << 24;
    at += Float.BYTES;
    return Float.intBitsToFloat(bits);
  }

  /** Goes past the value of a field that nobody knows. */
  void skip(int tag, int end) throws UndecodableException {
    switch (tag & 7) {
      case 0 -> varint(end);
      case 1 -> past(Long.BYTES, end);
      case 2 -> at = end(end);
      case 5 -> past(Integer.BYTES, end);
      default -> throw broken("has a field of wire type " + (tag & 7));
    }
  }

  private void past(int length, int end) throws UndecodableException {
    if (end - at < length) {
      throw broken("ends within a field");
    }
    at += length;
  }

  private UndecodableException broken(String what) {
    return new UndecodableException(
        "record " + what + ", at its byte " + (at - start) + " (expected: a tf.Example)");
  }
}
