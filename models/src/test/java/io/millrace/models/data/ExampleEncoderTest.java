package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Expected bytes come from protobuf's own messages. */
class ExampleEncoderTest {

  @Test
  void writesWhatProtobufReads() throws Exception {
    long[] ints = {0, 1, -1, 127, 128, 1L << 34, Long.MIN_VALUE, Long.MAX_VALUE};
    ColumnBatch rows =
        batch(
            Layout.of(
                new Layout.Field("words", ValueType.STRING),
                new Layout.Field("ints", ValueType.INT),
                new Layout.Field("floats", ValueType.FLOAT),
                new Layout.Field("as_float", ValueType.INT)),
            List.of(
                new BytesColumn(
                    "ab\u00e4".getBytes(StandardCharsets.UTF_8),
                    new int[] {0, 1, 2, 4},
                    new int[] {0, 3, 3, 3},
                    Validity.of(3, new long[] {0b011})),
                new IntColumn(ints, new int[] {0, 8, 8, 8}, Validity.of(3, new long[] {0b001})),
                FloatColumn.of(1.5, Double.NaN, 1e300),
                new IntColumn(new long[] {3, 4, 5}, null, Validity.of(3, new long[] {0b101}))));
    List<Layout.Field> features =
        List.of(
            new Layout.Field("words", ValueType.STRING),
            new Layout.Field("ints", ValueType.INT),
            new Layout.Field("floats", ValueType.FLOAT),
            new Layout.Field("as_float", ValueType.FLOAT),
            new Layout.Field("not_there", ValueType.INT));

    BytesColumn encoded = new ExampleEncoder(features).encode(rows);

    Int64List.Builder longs = Int64List.newBuilder();
    for (long value : ints) {
      longs.addValue(value);
    }
    BytesList words =
        BytesList.newBuilder()
            .addValue(ByteString.copyFromUtf8("a"))
            .addValue(ByteString.copyFromUtf8("b"))
            .addValue(ByteString.copyFromUtf8("\u00e4"))
            .build();
    assertThat(Example.parseFrom(encoded.copy(0)).getFeatures().getFeatureMap())
        .containsOnly(
            Map.entry("words", Feature.newBuilder().setBytesList(words).build()),
            Map.entry("ints", Feature.newBuilder().setInt64List(longs).build()),
            Map.entry("floats", floats(1.5f)),
            Map.entry("as_float", floats(3f)));
    assertThat(Example.parseFrom(encoded.copy(1)).getFeatures().getFeatureMap())
        .containsOnly(
            Map.entry(
                "words", Feature.newBuilder().setBytesList(BytesList.getDefaultInstance()).build()),
            Map.entry("floats", floats(Float.NaN)));
    assertThat(Example.parseFrom(encoded.copy(2)).getFeatures().getFeatureMap())
        .containsOnly(
            Map.entry("floats", floats(Float.POSITIVE_INFINITY)),
            Map.entry("as_float", floats(5f)));
  }

  @Test
  void equalRowsGiveEqualBytesInWhateverOrderTheColumnsStand() {
    Layout.Field a = new Layout.Field("a", ValueType.FLOAT);
    Layout.Field b = new Layout.Field("b", ValueType.FLOAT);
    ColumnBatch ab = batch(Layout.of(a, b), List.of(FloatColumn.of(1), FloatColumn.of(2)));
    ColumnBatch ba = batch(Layout.of(b, a), List.of(FloatColumn.of(2), FloatColumn.of(1)));
    assertThat(new ExampleEncoder(List.of(a, b)).encode(ab).copy(0))
        .isEqualTo(new ExampleEncoder(List.of(b, a)).encode(ba).copy(0));
  }

  @Test
  void refusesAColumnOfAnotherType() {
    ColumnBatch rows =
        batch(
            Layout.of(new Layout.Field("a", ValueType.FLOAT)), List.<Column>of(FloatColumn.of(1)));
    ExampleEncoder encoder = new ExampleEncoder(List.of(new Layout.Field("a", ValueType.INT)));
    assertThatThrownBy(() -> encoder.encode(rows))
        .hasMessage("column a: FLOAT (expected: INT, as the feature)");
  }

  private static Feature floats(float value) {
    return Feature.newBuilder().setFloatList(FloatList.newBuilder().addValue(value)).build();
  }

  private static ColumnBatch batch(Layout layout, List<Column> columns) {
    int rows = columns.get(0).rows();
    return new ColumnBatch(
        layout,
        columns,
        new long[rows],
        null,
        new SourcePositions("test", new int[rows], new long[rows]),
        null);
  }
}
