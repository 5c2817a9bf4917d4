package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleEncoder;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

class WarmUpRequestsTest {
  private final Path directory;

  WarmUpRequestsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aPredictRequestIsCalledInsteadOfZeros() throws Exception {
    SmallModels.parsing(directory);
    // What the model cannot parse fails the load, as in TensorFlow Serving.
    write(List.of(predictLog("", "text", strings("1.5", "poison"))));
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("assets.extra/tf_serving_warmup_requests: request 0: ")
        .hasMessageContaining("poison");
    write(List.of(predictLog("", "text", strings("1.5", "2"))));
    SavedModel.load(directory).close();
  }

  @Test
  void theCallsOfTheWarmUpReachTheModel() throws Exception {
    SmallModels.counter(directory);
    TensorProto.Builder zeros = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT);
    zeros.getTensorShapeBuilder().addDimBuilder().setSize(4);
    ByteString log = predictLog("", "x", zeros.addFloatVal(0).build());
    write(List.of(log, log, log, log, log));
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.predict(SmallModels.floats("x", 0)).floats("calls")).containsExactly(6);
    }
  }

  @Test
  void classifyAndRegressRequestsBringExamples() throws Exception {
    SmallModels.examples(directory);
    ByteString pair = example("x", 1, 2);
    ByteString context = example("other", 9);
    for (int kind : new int[] {2, 3}) {
      ByteString list = message(field(1, List.of(pair, pair)));
      write(List.of(examplesLog(kind, field(1, List.of(list)))));
      SavedModel.load(directory).close();
      ByteString withContext =
          message(
              field(1, List.of(pair)),
              new Entry(2, Field.newBuilder().addLengthDelimited(context).build()));
      write(List.of(examplesLog(kind, field(2, List.of(withContext)))));
      SavedModel.load(directory).close();
      ByteString without = message(field(1, List.of(context)));
      write(List.of(examplesLog(kind, field(1, List.of(without)))));
      assertThatThrownBy(() -> SavedModel.load(directory))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("request 0: ")
          .hasMessageContaining("x");
    }
  }

  @Test
  void aRequestOfAnotherTypeOrForAnotherSignatureIsRefused() throws Exception {
    SmallModels.parsing(directory);
    TensorProto number =
        TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(1).build();
    write(List.of(predictLog("", "text", number)));
    assertThatThrownBy(() -> SavedModel.load(directory))
        .hasMessageContaining("input text: FLOAT32[] (expected: STRING[?])");
    write(List.of(predictLog("nowhere", "text", strings("1"))));
    assertThatThrownBy(() -> SavedModel.load(directory))
        .hasMessageContaining("(expected: one named nowhere)");
  }

  @Test
  void aFileThatIsCutOrSpoiltIsRefused() throws Exception {
    SmallModels.parsing(directory);
    write(List.of(predictLog("", "text", strings("1"))));
    Path file = directory.resolve(WarmUpRequests.FILE);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> SavedModel.load(directory))
        .hasMessageContaining("byte 0 (expected: a whole TFRecord, or the end)");
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> SavedModel.load(directory))
        .hasMessageContaining("byte 0 (expected: a record with its checksum)");
  }

  @Test
  void moreThanAThousandAreTooMany() throws Exception {
    SmallModels.parsing(directory);
    ByteString log = predictLog("", "text", strings("1"));
    write(Collections.nCopies(1001, log));
    assertThatThrownBy(() -> SavedModel.load(directory))
        .hasMessageContaining("1001 records (expected: 1000 at most)");
  }

  private record Entry(int number, Field field) {}

  private static Entry field(int number, List<ByteString> values) {
    Field.Builder field = Field.newBuilder();
    values.forEach(field::addLengthDelimited);
    return new Entry(number, field.build());
  }

  private static ByteString message(Entry... fields) {
    UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
    for (Entry entry : fields) {
      message.addField(entry.number(), entry.field());
    }
    return message.build().toByteString();
  }

  private static Entry spec(String signature) {
    ByteString name = ByteString.copyFromUtf8(signature);
    return field(1, List.of(message(field(3, signature.isEmpty() ? List.of() : List.of(name)))));
  }

  private static ByteString predictLog(String signature, String input, TensorProto tensor) {
    ByteString entry =
        message(
            field(1, List.of(ByteString.copyFromUtf8(input))),
            field(2, List.of(tensor.toByteString())));
    ByteString request = message(spec(signature), field(2, List.of(entry)));
    return message(field(6, List.of(message(field(1, List.of(request))))));
  }

  private static ByteString examplesLog(int kind, Entry list) {
    ByteString request = message(spec(""), field(2, List.of(message(list))));
    return message(field(kind, List.of(message(field(1, List.of(request))))));
  }

  private static ByteString example(String feature, double... values) {
    Layout layout = Layout.of(new Layout.Field(feature, ValueType.FLOAT));
    int[] offsets = {0, values.length};
    ColumnBatch row =
        new ColumnBatch(
            layout,
            List.of(new FloatColumn(values, offsets, Validity.allPresent(1))),
            new long[1],
            null,
            new SourcePositions("test", new int[1], new long[1]),
            null);
    return ByteString.copyFrom(new ExampleEncoder(layout.fields()).encode(row).copy(0));
  }

  private static TensorProto strings(String... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_STRING);
    tensor.getTensorShapeBuilder().addDimBuilder().setSize(values.length);
    for (String value : values) {
      tensor.addStringVal(ByteString.copyFromUtf8(value));
    }
    return tensor.build();
  }

  private void write(List<ByteString> records) throws IOException {
    Path file = directory.resolve(WarmUpRequests.FILE);
    Files.createDirectories(file.getParent());
    int size = records.stream().mapToInt(record -> record.size() + 16).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (ByteString record : records) {
      byte[] length =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(record.size()).array();
      bytes.put(length).putInt(masked(length)).put(record.toByteArray());
      bytes.putInt(masked(record.toByteArray()));
    }
    Files.write(file, bytes.array());
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + 0xa282ead8;
  }
}
