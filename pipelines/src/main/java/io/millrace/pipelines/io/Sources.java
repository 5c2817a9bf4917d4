package io.millrace.pipelines.io;

import io.millrace.models.data.RawRecord;
import io.millrace.pipelines.config.ColumnSettings;
import io.millrace.pipelines.config.FormatSettings;
import io.millrace.pipelines.config.KafkaTopic;
import io.millrace.pipelines.config.SourceSettings;
import io.millrace.pipelines.config.StreamSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** The sources that a stream's settings name. */
public final class Sources {
  private Sources() {}

  /** Reads the stream's records, unbounded from Kafka and bounded from files. */
  public static PTransform<PBegin, PCollection<RawRecord>> of(StreamSettings stream) {
    SourceSettings source = stream.source();
    if (source instanceof KafkaTopic kafka) {
      return new ReadKafka(
          kafka.bootstrapServers(),
          kafka.topic(),
          kafka.properties(),
          stream.outOfOrderness(),
          stream.idleTimeout());
    }
    List<String> patterns = ((SourceSettings.Files) source).patterns();
    FormatSettings format = stream.format();
    if (format instanceof FormatSettings.Avro avro) {
      return ReadFiles.avro(new Schema.Parser().parse(avro.schema()), patterns);
    }
    if (format instanceof FormatSettings.Csv csv && csv.header()) {
      String header =
          stream.columns().stream()
              .map(ColumnSettings::name)
              .collect(Collectors.joining(String.valueOf(csv.delimiter())));
      return ReadFiles.linesAfter(header, patterns);
    }
    return ReadFiles.lines(patterns);
  }
}
