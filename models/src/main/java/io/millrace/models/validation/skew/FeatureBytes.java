package io.millrace.models.validation.skew;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.millrace.models.data.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads serialized {@code tf.Example}s as far as a comparison needs it: the features by name, each
 * as the bytes of its {@code Feature}.
 */
final class FeatureBytes {
  private static final int LENGTH_DELIMITED = 2;
  private static final int BYTES_LIST = tag(1);
  private static final int FLOAT_LIST = tag(2);
  private static final int INT64_LIST = tag(3);
  private static final int VALUES = tag(1);

  /** The field with the lengths of a {@link NestedFeature}'s lists: tf.Example has none of it. */
  private static final int LENGTHS = 16;

  private FeatureBytes() {}

  private static int tag(int field) {
    return (field << 3) | LENGTH_DELIMITED;
  }

  /** The features of an example by name, in the order of the names. */
  static Map<String, ByteString> features(byte[] example) throws IOException {
    Map<String, ByteString> features = new TreeMap<>();
    CodedInputStream in = CodedInputStream.newInstance(example);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == VALUES) {
        CodedInputStream entries = in.readBytes().newCodedInput();
        for (int entry = entries.readTag(); entry != 0; entry = entries.readTag()) {
          if (entry == VALUES) {
            addEntry(entries.readBytes().newCodedInput(), features);
          } else {
            entries.skipField(entry);
          }
        }
      } else {
        in.skipField(tag);
      }
    }
    return features;
  }

  private static void addEntry(CodedInputStream in, Map<String, ByteString> features)
      throws IOException {
    String name = "";
    ByteString feature = ByteString.EMPTY;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(1)) {
        name = in.readString();
      } else if (tag == tag(2)) {
        feature = in.readBytes();
      } else {
        in.skipField(tag);
      }
    }
    features.put(name, feature);
  }

  /** A feature of these values, as they stand in its list. */
  static ByteString feature(ValueType type, byte[] values, byte[] lengths) throws IOException {
    int list =
        switch (type) {
          case STRING -> 1;
          case FLOAT -> 2;
          case INT -> 3;
          case STRUCT -> throw new IllegalArgumentException("STRUCT (expected: plain values)");
        };
    boolean packed = type != ValueType.STRING && values.length > 0;
    byte[] inner = packed ? message(out -> out.writeByteArray(1, values)) : values;
    return ByteString.copyFrom(
        message(
            out -> {
              out.writeByteArray(list, inner);
              out.writeByteArray(LENGTHS, lengths);
            }));
  }

  /** An example of one feature. */
  static byte[] example(String name, ByteString feature) throws IOException {
    byte[] entry =
        message(
            out -> {
              out.writeString(1, name);
              out.writeBytes(2, feature);
            });
    byte[] features = message(out -> out.writeByteArray(1, entry));
    return message(out -> out.writeByteArray(1, features));
  }

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** Whether the feature has a value. */
  static boolean hasValues(ByteString feature) throws IOException {
    CodedInputStream in = feature.newCodedInput();
    int tag = in.readTag();
    return (tag == BYTES_LIST || tag == FLOAT_LIST || tag == INT64_LIST)
        && in.readRawVarint32() > 0;
  }

  /** The lengths of the lists that a nested feature is in; empty for a plain one. */
  static ByteString lengths(ByteString feature) throws IOException {
    CodedInputStream in = feature.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(LENGTHS)) {
        return in.readBytes();
      }
      in.skipField(tag);
    }
    return ByteString.EMPTY;
  }

  /** The feature with its floats rounded, if it has any; NaN and infinities stay. */
  static ByteString rounded(ByteString feature, int digits) throws IOException {
    CodedInputStream in = feature.newCodedInput();
    if (in.readTag() != FLOAT_LIST) {
      return feature;
    }
    CodedInputStream list = in.readBytes().newCodedInput();
    byte[] rounded =
        message(
            out -> {
              for (int tag = list.readTag(); tag != 0; tag = list.readTag()) {
                CodedInputStream packed = list.readBytes().newCodedInput();
                while (!packed.isAtEnd()) {
                  out.writeFloatNoTag(rounded(packed.readFloat(), digits));
                }
              }
            });
    return ByteString.copyFrom(rounded).concat(feature.substring(in.getTotalBytesRead()));
  }

  private static float rounded(float value, int digits) {
    return Float.isNaN(value) || Float.isInfinite(value)
        ? value
        : new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).floatValue();
  }

  /**
   * The feature's only string, or {@code missing} if it has none.
   *
   * @throws IllegalArgumentException if it has several values, or others than strings
   */
  static ByteString string(String name, ByteString feature, ByteString missing) throws IOException {
    if (!hasValues(feature)) {
      return missing;
    }
    CodedInputStream in = feature.newCodedInput();
    if (in.readTag() != BYTES_LIST) {
      throw new IllegalArgumentException("confusion: " + name + " has numbers (expected: strings)");
    }
    CodedInputStream list = in.readBytes().newCodedInput();
    list.readTag();
    ByteString value = list.readBytes();
    if (!list.isAtEnd()) {
      throw new IllegalArgumentException(
          "confusion: " + name + " has several values (expected: at most one)");
    }
    return value;
  }
}
