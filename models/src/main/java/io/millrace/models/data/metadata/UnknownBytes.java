package io.millrace.models.data.metadata;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Map;

/** How much of a message its type does not know. */
final class UnknownBytes {
  private UnknownBytes() {}

  /**
   * The bytes of unknown fields, in the message and all those in it; fields of another wire type
   * than theirs are unknown ones too.
   */
  static long in(Message message) {
    long bytes = message.getUnknownFields().getSerializedSize();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.getKey().isRepeated()) {
        for (Object each : (Iterable<?>) field.getValue()) {
          bytes += in((Message) each);
        }
      } else {
        bytes += in((Message) field.getValue());
      }
    }
    return bytes;
  }
}
