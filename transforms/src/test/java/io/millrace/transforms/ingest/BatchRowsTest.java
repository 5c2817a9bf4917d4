package io.millrace.transforms.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.Contents;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchRowsTest {
  private static final EnumerationType COLORS = EnumerationType.create("RED", "BLUE");
  private static final Schema POINT =
      Schema.builder().addInt32Field("x").addNullableField("y", FieldType.DOUBLE).build();
  private static final Schema SCHEMA =
      Schema.builder()
          .addNullableField("i", FieldType.INT16)
          .addNullableField("b", FieldType.BOOLEAN)
          .addNullableField("t", FieldType.DATETIME)
          .addNullableField("f", FieldType.FLOAT)
          .addNullableField("d", FieldType.DECIMAL)
          .addNullableField("s", FieldType.STRING)
          .addNullableField("y", FieldType.BYTES)
          .addNullableField("e", FieldType.logicalType(COLORS))
          .addNullableField("l", FieldType.array(FieldType.INT64.withNullable(true)))
          .addNullableField("ll", FieldType.array(FieldType.array(FieldType.STRING)))
          .addNullableField("m", FieldType.map(FieldType.STRING, FieldType.INT32))
          .addNullableField("r", FieldType.row(POINT))
          .addNullableField("rs", FieldType.array(FieldType.row(POINT)))
          .build();

  private final Pipeline pipeline = Pipeline.create();

  private static Row point(int x, @Nullable Double y) {
    return Row.withSchema(POINT).addValues(x, y).build();
  }

  private static Row full() {
    return Row.withSchema(SCHEMA)
        .addValue((short) 7)
        .addValue(true)
        .addValue(new Instant(1234L))
        .addValue(0.5f)
        .addValue(new BigDecimal("12.25"))
        .addValue("text")
        .addValue("bytes".getBytes(StandardCharsets.UTF_8))
        .addValue(COLORS.valueOf("BLUE"))
        .addValue(Arrays.asList(1L, null, 3L))
        .addValue(List.of(List.of("p", "q"), List.of()))
        .addValue(Map.of("k", 5))
        .addValue(point(1, null))
        .addValue(List.of(point(2, 0.5), point(3, 1.5)))
        .build();
  }

  /**
   * The values of all rows, one behind the other; a missing row is a dash, and lists have brackets.
   */
  private static String text(ColumnBatch batch, String name) {
    return text(Objects.requireNonNull(batch.column(name)));
  }

  private static String text(Column column) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < column.rows(); row++) {
      StringBuilder text = new StringBuilder();
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        text.append(i == column.valueStart(row) ? "" : " ").append(value(column, i));
      }
      rows.add(column.isPresent(row) ? text.toString() : "-");
    }
    return String.join(" | ", rows);
  }

  private static String value(Column column, int i) {
    if (column instanceof IntColumn ints) {
      return Long.toString(ints.value(i));
    }
    if (column instanceof FloatColumn floats) {
      return Double.toString(floats.value(i));
    }
    return ((BytesColumn) column).string(i);
  }

  @Test
  void everyTypeHasItsColumn() {
    Row none = Row.nullRow(SCHEMA);
    PCollection<ColumnBatch> batches =
        pipeline
            .apply(
                Create.timestamped(TimestampedValue.of(full(), new Instant(99)))
                    .withCoder(RowCoder.of(SCHEMA)))
            .apply(BatchRows.create());
    PCollection<ColumnBatch> empty =
        pipeline
            .apply("None", Create.of(none).withRowSchema(SCHEMA))
            .apply("Batch none", BatchRows.create());
    Contents.of(
        batches,
        all -> {
          ColumnBatch batch = all.get(0);
          assertThat(batch.eventTimes()).containsExactly(99L);
          assertThat(batch.hasIds()).isFalse();
          assertThat(text(batch, "i")).isEqualTo("7");
          assertThat(text(batch, "b")).isEqualTo("1");
          assertThat(text(batch, "t")).isEqualTo("1234");
          assertThat(text(batch, "f")).isEqualTo("0.5");
          assertThat(text(batch, "d")).isEqualTo("12.25");
          assertThat(text(batch, "s")).isEqualTo("text");
          assertThat(text(batch, "y")).isEqualTo("bytes");
          assertThat(text(batch, "e")).isEqualTo("BLUE");
          assertThat(text(batch, "l")).isEqualTo("1 3");
          ListColumn lists = (ListColumn) Objects.requireNonNull(batch.column("ll"));
          assertThat(text(lists.elements())).isEqualTo("p q | ");
          StructColumn map = (StructColumn) Objects.requireNonNull(batch.column("m"));
          assertThat(text(map.column(0)) + "=" + text(map.column(1))).isEqualTo("k=5");
          StructColumn row = (StructColumn) Objects.requireNonNull(batch.column("r"));
          assertThat(text(row.column(0)) + " " + text(row.column(1))).isEqualTo("1 -");
          StructColumn rows = (StructColumn) Objects.requireNonNull(batch.column("rs"));
          assertThat(rows.valueEnd(0)).isEqualTo(2);
          assertThat(text(rows.column(1))).isEqualTo("0.5 | 1.5");
        });
    Contents.of(
        empty,
        all -> {
          ColumnBatch batch = all.get(0);
          for (Column column : batch.columns()) {
            assertThat(column.validity().missing()).isEqualTo(1);
          }
        });
    pipeline.run();
  }

  @Test
  void noRowIsLostOverManyBatches() {
    Schema schema = Schema.builder().addInt64Field("i").build();
    List<Row> rows = new ArrayList<>();
    long sum = 0;
    for (long i = 0; i < 10_000; i++) {
      rows.add(Row.withSchema(schema).addValue(i).build());
      sum += i;
    }
    long expected = sum;
    PCollection<ColumnBatch> batches =
        pipeline.apply(Create.of(rows).withRowSchema(schema)).apply(BatchRows.create());
    Contents.of(
        batches,
        all -> {
          long total = 0;
          for (ColumnBatch batch : all) {
            assertThat(batch.rows()).isBetween(1, DecodeRecords.MAX_ROWS);
            for (int row = 0; row < batch.rows(); row++) {
              total += ((IntColumn) batch.column(0)).value(row);
            }
          }
          assertThat(total).isEqualTo(expected);
        });
    pipeline.run();
  }

  /** A bundle a row: a row is chosen by itself, not by its number in its bundle. */
  @Test
  void aSampleHasSomeRowsOfManySmallBundles() {
    Schema schema = Schema.builder().addInt64Field("i").build();
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 400; i++) {
      rows.add(Row.withSchema(schema).addValue(i).build());
    }
    PCollection<ColumnBatch> batches =
        pipeline
            .apply(Create.of(rows).withRowSchema(schema))
            .apply(Reshuffle.viaRandomKey())
            .setRowSchema(schema)
            .apply(BatchRows.create());
    Contents.of(
        batches,
        all -> {
          DatasetStatistics half =
              new DatasetStatistics(StatisticsOptions.defaults().withSampleRate(0.5));
          all.forEach(half::add);
          // Six standard deviations of a binomial distribution around its mean.
          assertThat(half.rows()).isBetween(140L, 260L);
        });
    pipeline.run();
  }

  @Test
  void windowsComeBehindTheBatches() {
    PCollection<Row> windowed =
        pipeline
            .apply(Create.of(full()).withRowSchema(SCHEMA))
            .apply(Window.into(FixedWindows.of(Duration.standardHours(1))));
    assertThatThrownBy(() -> windowed.apply(BatchRows.create()))
        .hasMessageContaining("expected: the global window");
  }
}
