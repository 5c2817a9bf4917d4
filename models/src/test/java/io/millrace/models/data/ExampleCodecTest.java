package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleCodecTest {
  private final ExampleCodec codec = new ExampleCodec(RandomRows.LAYOUT);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3_000})
  void readsWhatItWroteAndLabelled(int size) throws IOException {
    RandomRows rows = new RandomRows(17, true, false);
    byte[] file = file(rows.draw(size));
    ColumnBatch read = ExampleCodec.readFile(new ByteArrayInputStream(file), "part-0");
    List<Layout.Field> fields = new ArrayList<>(RandomRows.LAYOUT.fields());
    fields.add(new Layout.Field(ExampleCodec.PREDICTION, ValueType.FLOAT));
    fields.add(new Layout.Field(ExampleCodec.MODEL_VERSION, ValueType.INT));
    fields.add(new Layout.Field(ExampleCodec.LABEL, ValueType.FLOAT));
    fields.add(new Layout.Field(ExampleCodec.LABEL_TIME, ValueType.INT));
    assertThat(read.layout()).isEqualTo(new Layout(fields));
    assertThat(read.rows()).isEqualTo(size);
    assertThat(read.originals()).isNull();
    for (int row = 0; row < size; row++) {
      List<Object> expected = new ArrayList<>(rows.expected.get(row));
      expected.addAll(List.of(row / 2.0, 3L, -row / 4.0, row + 9L));
      assertThat(Sources.row(read, row)).isEqualTo(expected);
      assertThat(read.ids().string(row)).isEqualTo("id" + row);
      assertThat(read.eventTime(row)).isEqualTo(1000L * row);
      assertThat(read.positions().get(row)).isEqualTo(new SourcePosition("part-0", -1, row));
    }
  }

  @Test
  void writesWhatAvroReads() throws IOException {
    RandomRows rows = new RandomRows(18, false, false);
    byte[] file = file(rows.draw(50));
    int row = 0;
    try (DataFileStream<GenericRecord> in =
        new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
      assertThat(in.getSchema()).isEqualTo(ExampleCodec.schemaOf(RandomRows.LAYOUT));
      for (GenericRecord example : in) {
        Object expected = rows.expected.get(row).get(0);
        assertThat(example.get("i")).isEqualTo(expected.equals("missing") ? null : expected);
        assertThat(example.get(ExampleCodec.RECORD_ID)).hasToString("id" + row);
        assertThat(example.get(ExampleCodec.LABEL)).isEqualTo(-row / 4.0);
        row++;
      }
    }
    assertThat(row).isEqualTo(50);
  }

  @Test
  void takesColumnsByNameAndFillsAbsentOnes() throws IOException {
    ExampleCodec other =
        new ExampleCodec(
            Layout.of(
                new Layout.Field("s", ValueType.STRING), new Layout.Field("new", ValueType.INT)));
    RandomRows rows = new RandomRows(19, false, false);
    ColumnBatch batch = rows.draw(1);
    int[] positions = other.resolve(batch);
    assertThat(positions).containsExactly(2, -1);
    byte[] example = other.withLabel(other.encode(batch, positions, 0, Double.NaN, 0), 1, 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    other.writeFile(List.of(example), out);
    ColumnBatch read = ExampleCodec.readFile(new ByteArrayInputStream(out.toByteArray()), "f");
    assertThat(Sources.row(read, 0))
        .containsExactly(rows.expected.get(0).get(2), "missing", Double.NaN, 0L, 1.0, 2L);
  }

  @Test
  void refusesBrokenFiles() throws IOException {
    byte[] file = file(new RandomRows(20, true, false).draw(100));
    int header = file(new RandomRows(20, true, false).draw(0)).length;
    for (int length = 0; length < header; length += 7) {
      assertUnreadable(Arrays.copyOf(file, length));
    }
    byte[] flipped = file.clone();
    flipped[file.length / 2] ^= 0x55;
    flipped[file.length - 1] ^= 0x55;
    assertUnreadable(flipped);
  }

  @Test
  void refusesFilesOfOtherRecords() throws IOException {
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":"
                    + "[{\"name\":\"x\",\"type\":\"int\"}]}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      writer.create(schema, out);
    }
    assertUnreadable(out.toByteArray());
  }

  private static void assertUnreadable(byte[] file) {
    assertThatThrownBy(() -> ExampleCodec.readFile(new ByteArrayInputStream(file), "part-0"))
        .isInstanceOf(IOException.class);
  }

  private byte[] file(ColumnBatch batch) throws IOException {
    int[] positions = codec.resolve(batch);
    List<byte[]> labelled = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      byte[] encoded = codec.encode(batch, positions, row, row / 2.0, 3);
      labelled.add(codec.withLabel(encoded, -row / 4.0, row + 9));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.writeFile(labelled, out);
    return out.toByteArray();
  }
}
