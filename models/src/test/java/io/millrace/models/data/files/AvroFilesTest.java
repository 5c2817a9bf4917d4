package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroFilesTest {
  private static final ReadOptions OPTIONS = ReadOptions.of(FileFormat.AVRO);
  private static final Schema SMALL =
      parse("[{'name':'i','type':'long'},{'name':'s','type':'string'}]");

  @TempDir private Path directory = Path.of("");

  private static Schema parse(String fields) {
    String json = "{'type':'record','name':'R','fields':" + fields + "}";
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  private Path write(Schema schema, CodecFactory codec, List<GenericRecord> records)
      throws IOException {
    Path file = directory.resolve("data.avro");
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
      writer.setSyncInterval(100);
      writer.setCodec(codec);
      writer.create(schema, file.toFile());
      for (GenericRecord record : records) {
        writer.append(record);
      }
    }
    return file;
  }

  private static DataFiles open(Path file, ReadOptions options) throws IOException {
    return DataFiles.open(List.of(file.toString()), options);
  }

  private List<String> read(Schema schema, GenericRecord... records) throws IOException {
    return Rows.of(open(write(schema, CodecFactory.nullCodec(), List.of(records)), OPTIONS));
  }

  private static List<GenericRecord> many(int count) {
    List<GenericRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(
          new GenericRecordBuilder(SMALL).set("i", (long) i).set("s", "s".repeat(i % 19)).build());
    }
    return records;
  }

  @Test
  void plainTypesBecomeIntFloatAndString() throws IOException {
    Schema schema =
        parse(
            """
            [{'name':'b','type':'boolean'}, {'name':'f','type':'float'},
             {'name':'d','type':['null','double']}, {'name':'i','type':'int'},
             {'name':'t','type':{'type':'long','logicalType':'timestamp-millis'}},
             {'name':'y','type':'bytes'},
             {'name':'x','type':{'type':'fixed','name':'X','size':2}},
             {'name':'e','type':{'type':'enum','name':'E','symbols':['RED','BLUE']}},
             {'name':'m','type':{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}},
             {'name':'u','type':['null','int','double','string']},
             {'name':'n','type':'null'}]\
            """);
    Schema e = schema.getField("e").schema();
    GenericRecordBuilder record =
        new GenericRecordBuilder(schema)
            .set("b", true)
            .set("f", 0.1f)
            .set("d", null)
            .set("i", -5)
            .set("t", 1_600_000_000_000L)
            .set("y", ByteBuffer.wrap(new byte[] {'y'}))
            .set("x", new GenericData.Fixed(schema.getField("x").schema(), new byte[] {'x', 'z'}))
            .set("e", new GenericData.EnumSymbol(e, "BLUE"))
            .set("m", ByteBuffer.wrap(BigInteger.valueOf(-12345).toByteArray()))
            .set("u", 7)
            .set("n", null);
    GenericRecord one = record.build();
    GenericRecord two = record.set("d", 2.5).set("u", "text").set("b", false).build();
    assertThat(read(schema, one, two))
        .containsExactly(
            "{b=1, e=BLUE, f=0.10000000149011612, i=-5, m=-123.45, t=1600000000000, u=7, x=xz,"
                + " y=y}",
            "{b=0, d=2.5, e=BLUE, f=0.10000000149011612, i=-5, m=-123.45, t=1600000000000, u=text,"
                + " x=xz, y=y}");
  }

  @Test
  void whatMayBeNullMayComeFirstOrLast() throws IOException {
    Schema schema =
        parse(
            """
            [{'name':'l','type':['null','long']}, {'name':'i','type':['int','null']},
             {'name':'d','type':['double','null']}, {'name':'f','type':['null','float']},
             {'name':'s','type':['string','null']}, {'name':'y','type':['null','bytes']},
             {'name':'b','type':['null','boolean']},
             {'name':'m','type':
                 ['null',{'type':'bytes','logicalType':'decimal','precision':9,'scale':1}]}]\
            """);
    GenericRecordBuilder record = new GenericRecordBuilder(schema);
    schema.getFields().forEach(field -> record.set(field, null));
    GenericRecord none = record.build();
    GenericRecord least =
        record
            .set("l", Long.MIN_VALUE)
            .set("i", -65)
            .set("d", -0.5)
            .set("f", 0.25f)
            .set("s", "")
            .set("y", ByteBuffer.wrap(new byte[0]))
            .set("b", false)
            .set("m", ByteBuffer.wrap(new byte[] {5}))
            .build();
    GenericRecord most =
        record.set("l", Long.MAX_VALUE).set("i", 63).set("s", "x".repeat(64)).build();
    assertThat(read(schema, none, least, most, none))
        .containsExactly(
            "{}",
            "{b=0, d=-0.5, f=0.25, i=-65, l=-9223372036854775808, m=0.5, s=, y=}",
            "{b=0, d=-0.5, f=0.25, i=63, l=9223372036854775807, m=0.5, s=%s, y=}"
                .formatted("x".repeat(64)),
            "{}");
  }

  @Test
  void arraysRecordsAndMapsBecomeListsAndStructs() throws IOException {
    Schema schema =
        parse(
            """
            [{'name':'a','type':['null',{'type':'array','items':['null','long']}]},
             {'name':'aa','type':{'type':'array','items':
                 ['null',{'type':'array','items':'string'}]}},
             {'name':'r','type':['null',{'type':'record','name':'P','fields':[
                 {'name':'x','type':['null','int']},{'name':'y','type':'string'}]}]},
             {'name':'rs','type':{'type':'array','items':'P'}},
             {'name':'m','type':{'type':'map','values':'double'}}]\
            """);
    Schema p = schema.getField("r").schema().getTypes().get(1);
    GenericRecord point = new GenericRecordBuilder(p).set("x", 1).set("y", "q").build();
    GenericRecord empty = new GenericRecordBuilder(p).set("x", null).set("y", "w").build();
    GenericRecord full =
        new GenericRecordBuilder(schema)
            .set("a", Arrays.asList(1L, null, 3L))
            .set("aa", Arrays.asList(List.of("p", "q"), null, List.of()))
            .set("r", point)
            .set("rs", List.of(point, empty))
            .set("m", Map.of("k", 0.5))
            .build();
    GenericRecord none =
        new GenericRecordBuilder(schema)
            .set("a", null)
            .set("aa", List.of())
            .set("r", null)
            .set("rs", List.of())
            .set("m", Map.of())
            .build();
    assertThat(read(schema, full, none))
        .containsExactly(
            "{a=[1, 3], aa=[[p, q], -, []], m={key=k, value=0.5}, r={x=1, y=q},"
                + " rs=[{x=1, y=q}, {y=w}]}",
            "{aa=[], m=[], rs=[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
  void everySplitAndEveryNumberOfThreadsGivesTheSameRows(String codec) throws IOException {
    Path file = write(SMALL, CodecFactory.fromString(codec), many(500));
    List<String> expected = Rows.of(open(file, OPTIONS));
    assertThat(expected).hasSize(500).contains("{i=21, s=ss}");
    for (int bytes : new int[] {1, 300, 2000}) {
      DataFiles files = open(file, OPTIONS.withSizes(new ReadOptions.Sizes(7, 1000, bytes)));
      assertThat(files.splits()).hasSizeGreaterThan(1);
      for (int threads = 1; threads <= 3; threads++) {
        List<String> rows = files.fold(threads, ArrayList::new, Rows::add, Rows::append);
        assertThat(rows).isEqualTo(expected);
      }
    }
  }

  @Test
  void rowsKnowTheirNumberInTheFileAndTheirBytes() throws IOException {
    Path file = write(SMALL, CodecFactory.nullCodec(), many(50));
    ReadOptions options =
        OPTIONS
            .withOriginals(true)
            .withColumns(Set.of("i"))
            .withSizes(new ReadOptions.Sizes(4, 1000, 200));
    DataFiles files = open(file, options);
    assertThat(files.layout()).isEqualTo(Layout.of(new Layout.Field("i", ValueType.INT)));
    long row = 0;
    for (FileSplit split : files.splits()) {
      try (BatchReader reader = files.read(split)) {
        for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
          assertThat(batch.positions().offset(0)).isEqualTo(row);
          assertThat(Rows.of(batch).get(0)).isEqualTo("{i=" + row + "}");
          // The long in zigzag, the length of the string doubled, and the string.
          int length = (int) (row % 19);
          assertThat(Rows.original(batch, 0)).hasSize((row < 64 ? 2 : 3) + length);
          row += batch.rows();
        }
      }
    }
    assertThat(row).isEqualTo(50);
  }

  @Test
  void anEmptyContainerHasColumnsAndNoRows() throws IOException {
    DataFiles files = open(write(SMALL, CodecFactory.nullCodec(), List.of()), OPTIONS);
    assertThat(files.layout().size()).isEqualTo(2);
    assertThat(Rows.of(files)).isEmpty();
  }

  @Test
  void emptyForeignAndTruncatedFilesAreNamed() throws IOException {
    Path file = write(SMALL, CodecFactory.nullCodec(), many(50));
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 100, whole.length - 1, whole.length - 40}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Rows.of(open(file, OPTIONS)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> open(file, OPTIONS))
        .hasMessageContaining("expected: an Avro object container file");
  }

  @Test
  void damagedRecordsAreNamedWithTheirNumber() throws IOException {
    Path file = write(SMALL, CodecFactory.nullCodec(), many(50));
    byte[] bytes = Files.readAllBytes(file);
    // Behind the block's count and size, and the long: the string's length, now below zero.
    int start = (int) open(file, OPTIONS).splits().get(0).start();
    bytes[start + 4] = 0x7F;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Rows.of(open(file, OPTIONS)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + ", record ");
  }

  @Test
  void schemasThatNoColumnHoldsAreRefused() throws IOException {
    Schema odd = parse("[{'name':'u','type':['string',{'type':'map','values':'long'}]}]");
    Path file = write(odd, CodecFactory.nullCodec(), List.of());
    assertThatThrownBy(() -> open(file, OPTIONS))
        .hasMessageContaining("field u: a union of [STRING, MAP]");
    Schema itself = parse("[{'name':'next','type':['null','R']}]");
    Path recursive = write(itself, CodecFactory.nullCodec(), List.of());
    assertThatThrownBy(() -> open(recursive, OPTIONS)).hasMessageContaining("within itself");
  }
}
