package io.millrace.pipelines.io;

import io.millrace.models.data.AvroDecoder;
import io.millrace.models.data.CsvDecoder;
import io.millrace.models.data.JsonDecoder;
import io.millrace.models.data.SourceLayout;
import io.millrace.models.data.SourceLayout.FieldType;
import io.millrace.models.data.SourceLayout.SourceField;
import io.millrace.models.data.TimestampFormat;
import io.millrace.pipelines.config.ColumnSettings;
import io.millrace.pipelines.config.EventTimeSettings;
import io.millrace.pipelines.config.FormatSettings;
import io.millrace.pipelines.config.StreamSettings;
import io.millrace.transforms.ingest.DecodeRecords.DecoderFactory;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/** The decoders that a stream's settings ask for. */
public final class Decoders {
  private Decoders() {}

  /** A factory of decoders of this stream's records. */
  public static DecoderFactory of(StreamSettings stream) {
    SourceLayout layout = layout(stream);
    FormatSettings format = stream.format();
    if (format instanceof FormatSettings.Csv csv) {
      char delimiter = csv.delimiter();
      return () -> new CsvDecoder(layout, delimiter);
    }
    if (format instanceof FormatSettings.Avro avro) {
      String schema = avro.schema();
      return () -> new AvroDecoder(layout, new Schema.Parser().parse(schema));
    }
    return () -> new JsonDecoder(layout);
  }

  /** What the fields of this stream's records are. */
  public static SourceLayout layout(StreamSettings stream) {
    List<SourceField> fields = stream.columns().stream().map(Decoders::field).toList();
    return new SourceLayout(
        fields, stream.recordId(), stream.eventTime().column(), time(stream.eventTime()));
  }

  private static SourceField field(ColumnSettings column) {
    return new SourceField(column.name(), FieldType.valueOf(column.type().name()));
  }

  private static TimestampFormat time(EventTimeSettings time) {
    String pattern = time.pattern();
    return new TimestampFormat(
        pattern == null ? time.format().name().toLowerCase(Locale.ROOT) : pattern,
        time.zone().getId());
  }
}
