package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {
  private static final Schema SCHEMA =
      schema(
          """
          {"name":"id","type":"string"}, {"name":"at","type":"long"},
          {"name":"extra","type":{"type":"map","values":{"type":"array","items":"bytes"}}},
          {"name":"count","type":["null","int",{"type":"array","items":["null","long"]}]},
          {"name":"price","type":["null","double"]},
          {"name":"name","type":[
              "string","boolean",{"type":"enum","name":"E","symbols":["RED","BLUE"]}]},
          {"name":"note","type":"string"}
          """);

  private final AvroDecoder decoder = new AvroDecoder(Sources.LAYOUT, SCHEMA);

  @Test
  void readsARecord() throws Exception {
    Sources.decode(decoder, good());
    ColumnBatch batch = decoder.take();
    assertThat(batch.layout()).isEqualTo(Sources.LAYOUT.columns());
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of(7L, 2.5, "Ann"));
    assertThat(batch.ids().string(0)).isEqualTo("a");
    assertThat(batch.eventTime(0)).isEqualTo(1000);
  }

  @Test
  void readsNullsBooleansAndEnums() throws Exception {
    Sources.decode(decoder, record(out -> nothing(out, 1)));
    Sources.decode(decoder, record(out -> nothing(out, 2)));
    ColumnBatch batch = decoder.take();
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of("missing", "missing", "true"));
    assertThat(Sources.row(batch, 1)).isEqualTo(List.of("missing", "missing", "BLUE"));
  }

  private static void nothing(BinaryEncoder out, int union) throws IOException {
    start(out);
    out.writeIndex(0);
    out.writeIndex(0);
    out.writeIndex(union);
    if (union == 1) {
      out.writeBoolean(true);
    } else {
      out.writeEnum(1);
    }
    out.writeString("");
  }

  @Test
  void readsArraysInOneBlockOrMany() throws Exception {
    Sources.decode(decoder, withCounts(out -> out.writeLong(0)));
    Sources.decode(
        decoder,
        withCounts(
            out -> {
              out.writeLong(1);
              writeCount(out, 5);
              // A negative count has the block's size in bytes behind it.
              out.writeLong(-2);
              out.writeLong(4);
              writeCount(out, 6);
              writeCount(out, 7);
              out.writeLong(0);
            }));
    ColumnBatch batch = decoder.take();
    assertThat(Sources.row(batch, 0).get(0)).isEqualTo(List.of());
    assertThat(Sources.row(batch, 1).get(0)).isEqualTo(List.of(5L, 6L, 7L));
  }

  @Test
  void refusesEveryPrefixOfARecord() throws Exception {
    byte[] record = good();
    for (int length = 0; length < record.length; length++) {
      assertUndecodable(Arrays.copyOf(record, length));
    }
    assertThat(decoder.rows()).isZero();
  }

  @Test
  void refusesBytesThatAreLeftOver() throws Exception {
    byte[] record = good();
    assertThatThrownBy(() -> Sources.decode(decoder, Arrays.copyOf(record, record.length + 1)))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("record: bytes are left over");
  }

  /** Lengths that no machine here could allocate, and below zero, in a value that is read. */
  @Test
  void refusesLengthsThatCannotBe() throws Exception {
    for (long length : new long[] {-1, 1_000, Integer.MAX_VALUE - 8, 1L << 40, Long.MIN_VALUE}) {
      byte[] value = record(out -> out.writeLong(length));
      assertThatThrownBy(() -> Sources.decode(decoder, value))
          .isInstanceOf(UndecodableException.class)
          .hasMessage("length: " + length + " (expected: 0.." + value.length + ")");
    }
  }

  /** The same in values that are skipped, where a step back would be taken for ever. */
  @Test
  void refusesSkippedLengthsThatCannotBe() throws Exception {
    for (long length : new long[] {-1, -20, 1_000, Integer.MAX_VALUE, Long.MIN_VALUE}) {
      assertUndecodable(
          record(
              out -> {
                out.writeString("a");
                out.writeLong(1000);
                out.writeLong(1);
                out.writeLong(length);
              }));
    }
  }

  @Test
  void refusesBlocksThatLeadBack() throws Exception {
    assertUndecodable(
        record(
            out -> {
              out.writeString("a");
              out.writeLong(1000);
              out.writeLong(-1);
              out.writeLong(-2);
            }));
  }

  @Test
  void refusesCountsThatCannotBe() throws Exception {
    for (long count : new long[] {1L << 40, Integer.MAX_VALUE, Long.MIN_VALUE}) {
      assertUndecodable(withCounts(out -> out.writeLong(count)));
      assertUndecodable(
          record(
              out -> {
                out.writeString("a");
                out.writeLong(1000);
                out.writeLong(count);
              }));
    }
  }

  @Test
  void refusesUnionsAndEnumsOutOfRange() throws Exception {
    for (int index : new int[] {-1, 3, Integer.MAX_VALUE}) {
      assertUndecodable(
          record(
              out -> {
                start(out);
                out.writeIndex(index);
              }));
      assertUndecodable(
          record(
              out -> {
                start(out);
                out.writeIndex(0);
                out.writeIndex(0);
                out.writeIndex(2);
                out.writeEnum(index);
              }));
    }
  }

  @Test
  void refusesEndlessNesting() throws Exception {
    Schema list =
        schema(
            """
            {"name":"tail","type":["null",{"type":"record","name":"L","fields":[
                {"name":"next","type":["null","L"]}]}]},
            {"name":"id","type":"string"}, {"name":"at","type":"long"},
            {"name":"count","type":"int"}, {"name":"price","type":"double"},
            {"name":"name","type":"string"}, {"name":"note","type":"string"}
            """);
    byte[] value = new byte[1_000_000];
    Arrays.fill(value, (byte) 2);
    assertThatThrownBy(() -> Sources.decode(new AvroDecoder(Sources.LAYOUT, list), value))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("record: nested deeper");
  }

  /** Whatever bytes come: a row or an UndecodableException, nothing else. */
  @Test
  void refusesNoise() throws Exception {
    Random random = new Random(3);
    byte[] record = good();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = record.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      int rows = decoder.rows();
      try {
        Sources.decode(decoder, broken);
        assertThat(decoder.rows()).isEqualTo(rows + 1);
      } catch (UndecodableException e) {
        assertThat(decoder.rows()).isEqualTo(rows);
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_999);
    assertThat(decoder.take().rows()).isEqualTo(20_000 - refused);
  }

  @Test
  void leavesTheBatchAloneAfterAFailure() throws Exception {
    byte[] record = good();
    Sources.decode(decoder, record);
    assertUndecodable(Arrays.copyOf(record, record.length - 1));
    assertThat(decoder.lastEventTime()).isEqualTo(1000);
    Sources.decode(decoder, record);
    ColumnBatch batch = decoder.take();
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(Sources.row(batch, 1)).isEqualTo(List.of(7L, 2.5, "Ann"));
  }

  @Test
  void refusesSchemasThatDoNotFit() {
    assertThatThrownBy(() -> new AvroDecoder(Sources.LAYOUT, Schema.create(Schema.Type.STRING)))
        .hasMessage("Avro schema: STRING (expected: a record)");
    assertThatThrownBy(
            () -> new AvroDecoder(Sources.LAYOUT, schema("{\"name\":\"id\",\"type\":\"string\"}")))
        .hasMessage("column: at (expected: a field of the Avro schema)");
  }

  private void assertUndecodable(byte[] value) {
    assertThatThrownBy(() -> Sources.decode(decoder, value))
        .isInstanceOf(UndecodableException.class);
  }

  private static byte[] good() throws IOException {
    return record(
        out -> {
          out.writeString("a");
          out.writeLong(1000);
          out.writeMapStart();
          out.setItemCount(1);
          out.startItem();
          out.writeString("key");
          out.writeArrayStart();
          out.setItemCount(2);
          out.startItem();
          out.writeBytes(new byte[] {1, 2, 3});
          out.startItem();
          out.writeBytes(new byte[0]);
          out.writeArrayEnd();
          out.writeMapEnd();
          out.writeIndex(1);
          out.writeInt(7);
          out.writeIndex(1);
          out.writeDouble(2.5);
          out.writeIndex(0);
          out.writeString("Ann");
          out.writeString("skipped");
        });
  }

  /** A record whose count is an array; {@code counts} writes its blocks. */
  private static byte[] withCounts(Fields counts) throws IOException {
    return record(
        out -> {
          start(out);
          out.writeIndex(2);
          counts.write(out);
          out.writeIndex(0);
          out.writeIndex(1);
          out.writeBoolean(false);
          out.writeString("");
        });
  }

  private static void writeCount(BinaryEncoder out, long count) throws IOException {
    out.writeIndex(1);
    out.writeLong(count);
  }

  private static void start(BinaryEncoder out) throws IOException {
    out.writeString("a");
    out.writeLong(1000);
    out.writeLong(0);
  }

  private interface Fields {
    void write(BinaryEncoder out) throws IOException;
  }

  private static byte[] record(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }
}
