package io.millrace.models.inference.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.millrace.models.data.BytesColumn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

class TensorValueTest {

  @Test
  void theLastListedValueStandsForAllThatFollow() {
    TensorProto.Builder proto = proto(DataType.DT_FLOAT, 2, 2).addFloatVal(1).addFloatVal(7);
    assertThat(TensorValue.of(proto.build()).floats()).containsExactly(1, 7, 7, 7);
    assertThat(TensorValue.of(proto(DataType.DT_INT64, 3).build()).longs())
        .containsExactly(0, 0, 0);
    assertThat(TensorValue.of(proto(DataType.DT_UINT8, 2).addIntVal(255).build()).ints())
        .containsExactly(255, 255);
    assertThat(TensorValue.of(proto(DataType.DT_BOOL, 2).addBoolVal(true).build()).booleans())
        .containsExactly(true, true);
  }

  @Test
  void contentIsLittleEndian() {
    byte[] bytes = {1, 0, 0, 0, -2, -1, -1, -1};
    TensorProto.Builder ints = proto(DataType.DT_INT32, 2);
    assertThat(TensorValue.of(ints.setTensorContent(ByteString.copyFrom(bytes)).build()).ints())
        .containsExactly(1, -2);
    byte[] half = {0, 0, 0, 63};
    TensorProto.Builder floats = proto(DataType.DT_FLOAT, 1);
    assertThat(TensorValue.of(floats.setTensorContent(ByteString.copyFrom(half)).build()).floats())
        .containsExactly(0.5f);
  }

  @Test
  void contentOfStringsHasAllLengthsFirst() {
    String longText = "x".repeat(300);
    ByteString content =
        ByteString.copyFrom(new byte[] {1, 0, (byte) 0xac, 2})
            .concat(ByteString.copyFromUtf8("a" + longText));
    TensorProto proto = proto(DataType.DT_STRING, 3).setTensorContent(content).build();
    BytesColumn strings = TensorValue.of(proto).strings();
    assertThat(List.of(strings.string(0), strings.string(1), strings.string(2)))
        .containsExactly("a", "", longText);
  }

  @Test
  void goesIntoATensorAndComesBack() {
    for (TensorValue value :
        List.of(
            TensorValue.of(new float[] {1, 2}, 2, 1),
            TensorValue.of(new double[] {1, 2}, 1, 2),
            TensorValue.of(new int[] {3}, 1),
            TensorValue.of(new long[] {-4}),
            TensorValue.of(new boolean[] {true, false}, 2))) {
      try (Tensor tensor = value.toTensor()) {
        assertThat(TensorValue.copyOf(tensor)).usingRecursiveComparison().isEqualTo(value);
      }
    }
    try (Tensor tensor = TensorValue.of(new String[] {"a", "", "ö"}, 3).toTensor()) {
      assertThat(TensorValue.copyOf(tensor).strings().string(2)).isEqualTo("ö");
    }
  }

  @Test
  void refusesValuesThatAreNotAsManyAsTheShapeSays() {
    assertThatThrownBy(() -> TensorValue.of(new float[5], 2, 3))
        .hasMessage("values: 5 (expected: 6, as shape [2, 3])");
  }

  private static TensorProto.Builder proto(DataType type, int... shape) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDtype(type);
    for (int size : shape) {
      proto.getTensorShapeBuilder().addDimBuilder().setSize(size);
    }
    return proto;
  }
}
