package io.millrace.pipelines.config;

import java.time.Duration;
import java.util.List;

/**
 * A stream of records: where it comes from and how it is understood.
 *
 * @param columns in the order of the line for CSV, by name otherwise; every field of the schema if
 *     an Avro stream names none
 * @param recordId the column that identifies a record
 * @param outOfOrderness how far the watermark stays behind the newest timestamp of Kafka records
 * @param idleTimeout after this long without a record in a Kafka partition the watermark follows
 *     the wall clock; zero is never, for replays
 */
public record StreamSettings(
    SourceSettings source,
    FormatSettings format,
    List<ColumnSettings> columns,
    String recordId,
    EventTimeSettings eventTime,
    Duration outOfOrderness,
    Duration idleTimeout) {

  public StreamSettings {
    columns = List.copyOf(columns);
  }

  static StreamSettings read(
      Section stream, SourceSettings source, FormatSettings format, DeclaredColumns columns) {
    return new StreamSettings(
        source,
        format,
        columns.list(),
        stream.required("record_id", columns.of(ColumnType.STRING, ColumnType.INT)),
        EventTimeSettings.read(stream.requiredSection("event_time"), columns),
        stream.optional("out_of_orderness", Kind.DURATION, Duration.ofSeconds(10)),
        stream.optional("idle_timeout", Kind.DURATION, Duration.ofMinutes(1)));
  }

  /**
   * The same records from files instead, for a run over history.
   *
   * @param patterns absolute paths or URLs, with {@code *} and {@code ?} in names
   * @param header whether CSV files begin with a line of column names
   */
  public StreamSettings fromFiles(List<String> patterns, boolean header) {
    FormatSettings fileFormat =
        format instanceof FormatSettings.Csv csv
            ? new FormatSettings.Csv(csv.delimiter(), header)
            : format;
    return new StreamSettings(
        new SourceSettings.Files(patterns),
        fileFormat,
        columns,
        recordId,
        eventTime,
        outOfOrderness,
        idleTimeout);
  }
}
