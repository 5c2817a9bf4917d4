package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchCodecTest {

  @ParameterizedTest
  @CsvSource({
    "0, true, true",
    "0, false, false",
    "1, true, false",
    "64, true, true",
    "65, false, true",
    "500, true, false"
  })
  void readsWhatItWrote(int size, boolean lists, boolean originals) throws IOException {
    RandomRows rows = new RandomRows(13, lists, originals);
    ColumnBatch batch = rows.draw(size);
    ColumnBatch read = read(write(batch));
    assertThat(read.layout()).isEqualTo(RandomRows.LAYOUT);
    assertThat(RandomRows.shown(read)).isEqualTo(rows.expected);
    assertThat(read.eventTimes()).isEqualTo(batch.eventTimes());
    assertThat(read.originals() != null).isEqualTo(originals);
    for (int row = 0; row < size; row++) {
      assertThat(read.ids().string(row)).isEqualTo("id" + row);
      assertThat(read.positions().get(row)).isEqualTo(batch.positions().get(row));
      if (originals) {
        assertThat(Sources.original(read, row)).isEqualTo("original" + row);
      }
    }
    for (int column = 0; column < read.columns().size(); column++) {
      assertThat(read.column(column).isSingle()).isEqualTo(batch.column(column).isSingle());
      assertThat(read.column(column).validity().missing())
          .isEqualTo(batch.column(column).validity().missing());
    }
  }

  @Test
  void readsWhatASelectionWrote() throws IOException {
    RandomRows rows = new RandomRows(14, true, true);
    ColumnBatch slice = rows.draw(200).slice(70, 135);
    assertThat(RandomRows.shown(read(write(slice)))).isEqualTo(rows.expected.subList(70, 135));
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    byte[] bytes = write(new RandomRows(15, true, true).draw(130));
    assertThat(write(read(bytes))).isEqualTo(bytes);
  }

  @Test
  void readsMoreColumnsThanAShortCounts() throws IOException {
    ColumnBatchBuilder builder = new ColumnBatchBuilder(Layout.of(), false);
    int columns = 65_536 + 10;
    IntStream.range(0, columns)
        .forEach(i -> builder.append(builder.column("c" + i, ValueType.INT), (long) i));
    builder.endRow(new byte[] {1}, 0, new SourcePosition("x", 0, 0), new byte[0]);
    ColumnBatch read = read(write(builder.build()));
    assertThat(read.layout().size()).isEqualTo(columns);
    assertThat(Sources.values(read.column(columns - 1), 0)).isEqualTo(columns - 1L);
  }

  @Test
  void failsOnEveryPrefix() throws IOException {
    byte[] bytes = write(new RandomRows(16, true, true).draw(5));
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(EOFException.class);
    }
  }

  private static byte[] write(ColumnBatch batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BatchCodec.write(batch, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static ColumnBatch read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    ColumnBatch batch = BatchCodec.read(new DataInputStream(in));
    assertThat(in.available()).isZero();
    return batch;
  }
}
