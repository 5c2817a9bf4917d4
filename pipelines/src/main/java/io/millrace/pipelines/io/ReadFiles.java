package io.millrace.pipelines.io;

import io.millrace.models.data.RawRecord;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.files.TextEncoding;
import io.millrace.transforms.coders.DataCoders;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of files, bounded: a line each in CSV and JSON, an object each in Avro files;
 * files of gzip whatever their name, and of other compressions by their name. Files that do not
 * exist, or whose text is not UTF-8 by its byte order mark, fail the pipeline.
 */
public final class ReadFiles extends PTransform<PBegin, PCollection<RawRecord>> {
  private final List<String> patterns;
  private final Form form;

  /** How a file holds records. */
  private interface Form extends Serializable {
    void read(InputStream in, String file, DoFn.OutputReceiver<RawRecord> out) throws IOException;
  }

  private ReadFiles(List<String> patterns, Form form) {
    this.patterns = List.copyOf(patterns);
    this.form = form;
  }

  /** Reads lines of files that match the patterns. */
  public static ReadFiles lines(List<String> patterns) {
    return new ReadFiles(patterns, new Lines(null));
  }

  /**
   * Reads lines of files that begin with a header.
   *
   * @param header what the first line has to be; a file with another one fails the pipeline
   */
  public static ReadFiles linesAfter(String header, List<String> patterns) {
    return new ReadFiles(patterns, new Lines(header));
  }

  /** Reads Avro files whose records are resolved to {@code schema}, in Avro's binary encoding. */
  public static ReadFiles avro(Schema schema, List<String> patterns) {
    return new ReadFiles(patterns, new AvroObjects(schema.toString()));
  }

  @Override
  public PCollection<RawRecord> expand(PBegin begin) {
    return begin
        .apply("Patterns", Create.of(patterns))
        .apply("Match", FileIO.matchAll().withEmptyMatchTreatment(EmptyMatchTreatment.DISALLOW))
        .apply("Open", FileIO.readMatches())
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Read", ParDo.of(new ReadFn(form)))
        .setCoder(DataCoders.RAW_RECORD);
  }

  private static final class ReadFn extends DoFn<FileIO.ReadableFile, RawRecord> {
    private final Form form;

    ReadFn(Form form) {
      this.form = form;
    }

    @ProcessElement
    public void read(@Element FileIO.ReadableFile file, OutputReceiver<RawRecord> out)
        throws IOException {
      String name = file.getMetadata().resourceId().toString();
      // Beam goes by names; its gzip looks at the first bytes, and gives others as they are.
      try (ReadableByteChannel opened = file.open();
          ReadableByteChannel bytes = Compression.GZIP.readDecompressed(opened);
          InputStream in = new BufferedInputStream(Channels.newInputStream(bytes), 1 << 16)) {
        form.read(in, name, out);
      }
    }
  }

  private record Lines(@Nullable String header) implements Form {
    @Override
    public void read(InputStream in, String file, DoFn.OutputReceiver<RawRecord> out)
        throws IOException {
      in.mark(TextEncoding.MARK);
      byte[] first = in.readNBytes(TextEncoding.MARK);
      in.reset();
      in.skipNBytes(TextEncoding.skip(file, first, first.length));
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 0;
      boolean more = true;
      while (more) {
        int b = in.read();
        more = b >= 0;
        if (b >= 0 && b != '\n') {
          line.write(b);
        } else if (more || line.size() > 0) {
          if (number == 0 && header != null) {
            checkHeader(file, line.toString(StandardCharsets.UTF_8));
          } else if (line.size() > 0) {
            out.output(record(line.toByteArray(), file, number));
          }
          line.reset();
          number++;
        }
      }
    }

    private void checkHeader(String file, String found) throws IOException {
      if (!found.strip().equals(header)) {
        throw new IOException(file + ": header: " + found.strip() + " (expected: " + header + ")");
      }
    }
  }

  private record AvroObjects(String schema) implements Form {
    @Override
    public void read(InputStream in, String file, DoFn.OutputReceiver<RawRecord> out)
        throws IOException {
      Schema expected = new Schema.Parser().parse(schema);
      GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(expected);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      long number = 0;
      try (DataFileStream<GenericRecord> objects =
          new DataFileStream<>(in, new GenericDatumReader<>(null, expected))) {
        for (GenericRecord object : objects) {
          bytes.reset();
          writer.write(object, encoder);
          encoder.flush();
          out.output(record(bytes.toByteArray(), file, number++));
        }
      }
    }
  }

  private static RawRecord record(byte[] value, String file, long number) {
    return new RawRecord(value, new SourcePosition(file, -1, number), 0L);
  }
}
