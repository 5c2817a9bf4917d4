package io.millrace.models.data;

/**
 * Reads the lists of the three kinds that a feature of a {@code tf.Example} may have. Numbers may
 * stand packed, one behind the other in one field, or each in a field of its own.
 */
final class KindLists {
  // Field 1, and 2 for "length-delimited", 0 for varint, 5 for fixed32.
  private static final int VALUES = 1 << 3 | 2;
  private static final int VALUE_VARINT = 1 << 3;
  private static final int VALUE_FIXED32 = 1 << 3 | 5;

  private KindLists() {}

  static void ints(WireBytes in, int end, ValueBuilder values) throws UndecodableException {
    while (in.at() < end) {
      int tag = (int) in.varint(end);
      if (tag == VALUES) {
        int packed = in.end(end);
        while (in.at() < packed) {
          values.append(in.varint(packed));
        }
      } else if (tag == VALUE_VARINT) {
        values.append(in.varint(end));
      } else {
        in.skip(tag, end);
      }
    }
  }

  static void floats(WireBytes in, int end, ValueBuilder values) throws UndecodableException {
    while (in.at() < end) {
      int tag = (int) in.varint(end);
      if (tag == VALUES) {
        int packed = in.end(end);
        while (in.at() < packed) {
          values.append((double) in.float32(packed));
        }
      } else if (tag == VALUE_FIXED32) {
        values.append((double) in.float32(end));
      } else {
        in.skip(tag, end);
      }
    }
  }

  static void strings(WireBytes in, int end, ValueBuilder values) throws UndecodableException {
    while (in.at() < end) {
      int tag = (int) in.varint(end);
      if (tag == VALUES) {
        int stringEnd = in.end(end);
        values.append(in.bytes(), in.at(), stringEnd - in.at());
        in.to(stringEnd);
      } else {
        in.skip(tag, end);
      }
    }
  }
}
