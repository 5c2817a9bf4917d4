package io.millrace.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.TimestampFormat;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.KeyColumns;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.transforms.ingest.DecodeRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadDataFilesTest {

  @Test
  void everySplitIsReadOnceAtItsRowsTimes(@TempDir Path directory) throws IOException {
    StringBuilder csv = new StringBuilder("i,time\n");
    for (int i = 0; i < 500; i++) {
      csv.append(i).append(',').append(1000 + i).append('\n');
    }
    csv.append("x,2000\n");
    Path file = Files.writeString(directory.resolve("data.csv"), csv);
    ReadOptions options =
        ReadOptions.of(FileFormat.CSV)
            .withTypes(Map.of("i", ValueType.INT))
            .withKeys(new KeyColumns(null, "time", new TimestampFormat("epoch_millis", "UTC"), 0L))
            .withSizes(new ReadOptions.Sizes(64, 10_000, 1000));
    DataFiles files = DataFiles.open(List.of(file.toString()), options);
    assertThat(files.splits()).hasSizeGreaterThan(3);

    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read = pipeline.apply(ReadDataFiles.of(files));
    PAssert.that(read.get(DecodeRecords.BATCHES).apply(Reify.timestamps()))
        .satisfies(
            batches -> {
              long sum = 0;
              for (TimestampedValue<ColumnBatch> batch : batches) {
                IntColumn i = (IntColumn) batch.getValue().column(0);
                assertThat(batch.getTimestamp()).isEqualTo(new Instant(1000 + i.value(0)));
                for (int row = 0; row < i.rows(); row++) {
                  assertThat(batch.getValue().eventTime(row)).isEqualTo(1000 + i.value(row));
                  sum += i.value(row);
                }
              }
              assertThat(sum).isEqualTo(500 * 499 / 2);
              return null;
            });
    PAssert.that(read.get(DecodeRecords.DEAD_LETTERS))
        .satisfies(
            letters -> {
              assertThat(letters).hasSize(1);
              DeadLetter letter = letters.iterator().next();
              assertThat(letter.reason()).contains("line 502: i: \"x\" (expected: an integer");
              return null;
            });
    pipeline.run();
  }
}
