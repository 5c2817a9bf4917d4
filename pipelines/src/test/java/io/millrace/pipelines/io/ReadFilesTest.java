package io.millrace.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.RawRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadFilesTest {
  private final Pipeline pipeline = Pipeline.create();
  private final Path root;

  ReadFilesTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void eachLineIsARecordAtItsNumber() throws Exception {
    Files.writeString(root.resolve("a.json"), "one\n\nthree\nfour without an end");
    Files.writeString(root.resolve("b.json"), "");
    Files.writeString(root.resolve("c.json"), "\uFEFFfive\n");
    expect(
        ReadFiles.lines(List.of(root + "/*.json")),
        "a.json:0 one",
        "a.json:2 three",
        "a.json:3 four without an end",
        "c.json:0 five");
  }

  @Test
  void theHeaderIsCheckedAndIsNoRecord() throws Exception {
    Files.writeString(root.resolve("a.csv"), "\uFEFFid,x\r\n1,2\r\n");
    expect(ReadFiles.linesAfter("id,x", List.of(root + "/a.csv")), "a.csv:1 1,2\r");
  }

  @Test
  void anotherHeaderFails() throws Exception {
    Files.writeString(root.resolve("a.csv"), "x,id\n2,1\n");
    pipeline.apply(ReadFiles.linesAfter("id,x", List.of(root + "/a.csv")));
    assertThatThrownBy(pipeline::run)
        .hasMessageContaining(root + "/a.csv: header: x,id (expected: id,x)");
  }

  @Test
  void anEncodingWithoutAMarkFailsToo() throws Exception {
    Path file = Files.writeString(root.resolve("a.json"), "{}\n", StandardCharsets.UTF_16BE);
    pipeline.apply(ReadFiles.lines(List.of(file.toString())));
    assertThatThrownBy(pipeline::run)
        .hasMessageContaining(file + ": zero bytes, as UTF-16 has (expected: UTF-8)");
  }

  @Test
  void anEncodingOtherThanUtf8Fails() throws Exception {
    Path file = Files.writeString(root.resolve("a.json"), "\uFEFF{}\n", StandardCharsets.UTF_16LE);
    pipeline.apply(ReadFiles.lines(List.of(file.toString())));
    assertThatThrownBy(pipeline::run)
        .hasMessageContaining(file + ": UTF-16, by its byte order mark FF FE (expected: UTF-8)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv.gz", "a.csv.gzip", "a.csv"})
  void gzipIsReadWhateverItsName(String name) throws Exception {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve(name)))) {
      out.write("id,x\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    }
    expect(
        ReadFiles.linesAfter("id,x", List.of(root + "/" + name)), name + ":1 1,2", name + ":2 3,4");
  }

  @Test
  void otherCompressionsAreReadByTheirName() throws Exception {
    try (OutputStream out =
        new DeflaterOutputStream(Files.newOutputStream(root.resolve("a.csv.deflate")))) {
      out.write("id,x\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    expect(ReadFiles.linesAfter("id,x", List.of(root + "/a.csv.deflate")), "a.csv.deflate:1 1,2");
  }

  @Test
  void filesThatDoNotExistFail() {
    pipeline.apply(ReadFiles.lines(List.of(root + "/none-*.json")));
    assertThatThrownBy(pipeline::run).hasMessageContaining("none-*.json");
  }

  @Test
  void avroObjectsAreResolvedToTheSchemaThatIsAskedFor() throws Exception {
    Schema written =
        SchemaBuilder.record("Trip").fields().requiredString("extra").requiredInt("id").endRecord();
    Schema asked = SchemaBuilder.record("Trip").fields().requiredLong("id").endRecord();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(written))) {
      writer.create(written, root.resolve("a.avro").toFile());
      for (int id = 7; id < 9; id++) {
        GenericRecord trip = new GenericData.Record(written);
        trip.put("extra", "e");
        trip.put("id", id);
        writer.append(trip);
      }
    }
    String schema = asked.toString();
    PAssert.that(pipeline.apply(ReadFiles.avro(asked, List.of(root + "/a.avro"))))
        .satisfies(
            records -> {
              List<String> found = new ArrayList<>();
              for (RawRecord record : records) {
                found.add(record.position().offset() + " " + decode(record, schema));
              }
              assertThat(found).containsExactlyInAnyOrder("0 {\"id\": 7}", "1 {\"id\": 8}");
              return null;
            });
    pipeline.run();
  }

  private static Object decode(RawRecord record, String schema) {
    try {
      return new GenericDatumReader<>(new Schema.Parser().parse(schema))
          .read(null, DecoderFactory.get().binaryDecoder(record.value(), null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void expect(ReadFiles files, String... expected) {
    PAssert.that(pipeline.apply(files))
        .satisfies(
            records -> {
              List<String> found = new ArrayList<>();
              for (RawRecord record : records) {
                String origin = record.position().origin();
                byte[] value = record.value();
                found.add(
                    origin.substring(origin.lastIndexOf('/') + 1)
                        + ":"
                        + record.position().offset()
                        + " "
                        + (value == null ? "none" : new String(value, StandardCharsets.UTF_8)));
              }
              assertThat(found).containsExactlyInAnyOrder(expected);
              return null;
            });
    pipeline.run();
  }
}
