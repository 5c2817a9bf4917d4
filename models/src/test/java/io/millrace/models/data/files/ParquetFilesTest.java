package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that PyArrow 26.0.1 wrote, with the values that the tests spell out. */
class ParquetFilesTest {
  private static final ReadOptions OPTIONS =
      ReadOptions.of(FileFormat.PARQUET).withSizes(new ReadOptions.Sizes(64, 1 << 20, 1));

  @TempDir private Path directory = Path.of("");

  private Path file(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/golden/parquet/" + name)) {
      return Files.write(directory.resolve(name), Objects.requireNonNull(in).readAllBytes());
    }
  }

  private DataFiles open(String name, ReadOptions options) throws IOException {
    return DataFiles.open(List.of(file(name).toString()), options);
  }

  @Test
  void readsPlainColumnsOfSeveralRowGroups() throws IOException {
    DataFiles files = open("flat.parquet", OPTIONS);
    assertThat(files.splits()).hasSize(3);
    List<String> expected = new ArrayList<>();
    for (int k = 0; k < 300; k++) {
      expected.add(
          "{b="
              + (k % 2 == 0 ? 1 : 0)
              + ", d="
              + k / 100.0
              + ", f="
              + k / 4.0
              + (k % 7 == 0 ? "" : ", i=" + k * k)
              + (k % 5 == 0 ? "" : ", s=v" + k % 11)
              + ", t="
              + (1_600_000_000_000L + k)
              + ", u="
              + (4_294_967_295L - k)
              + "}");
    }
    for (int threads = 1; threads <= 3; threads++) {
      List<String> rows = files.fold(threads, ArrayList::new, Rows::add, Rows::append);
      assertThat(rows).isEqualTo(expected);
    }
  }

  @Test
  void readsListsGroupsAndMaps() throws IOException {
    assertThat(Rows.of(open("nested.parquet", OPTIONS)))
        .containsExactly(
            "{l=[1, 3], ll=[[a, b], -, []], m=[{key=k, value=1}, {key=j, value=2}],"
                + " o={x=1, y={z=q}}, os=[{w=[0.5, 1.5], x=1}, {}]}",
            "{ll=[], os=[]}",
            "{l=[], m=[], o={}}",
            "{l=4, ll=[c], m={key=i}, o={x=2, y={}}, os={w=[], x=3}}");
  }

  @Test
  void readsDeltaEncodingsAndTimestampsOf96Bits() throws IOException {
    List<String> rows = Rows.of(open("delta.parquet", OPTIONS));
    assertThat(rows).hasSize(300);
    for (int k = 0; k < 300; k++) {
      assertThat(rows.get(k))
          .isEqualTo(
              "{f="
                  + k / 8.0
                  + ", i="
                  + (k * 1_000_003L % 9973 - 5000)
                  + ", s=prefix-"
                  + k
                  + ", t="
                  + (1_600_000_000_123_456_000L + k)
                  + "}");
    }
  }

  @Test
  void aRowWithAnUnsignedIntegerThatDoesNotFitIsBad() throws IOException {
    DataFiles files = open("unsigned.parquet", OPTIONS);
    List<DeadLetter> letters = Collections.synchronizedList(new ArrayList<>());
    assertThat(files.fold(1, letters::add, ArrayList::new, Rows::add, Rows::append))
        .containsExactly(
            "{id=1, ids=[2, 9223372036854775807], name=a}",
            "{id=9223372036854775807, name=c}",
            "{id=7, ids=6, name=f}");
    Path file = directory.resolve("unsigned.parquet");
    assertThat(letters)
        .extracting(DeadLetter::reason)
        .containsExactly(
            file + ", row 1: id: 18446744073709551615 (expected: at most 9223372036854775807)",
            file + ", row 3: ids: 9223372036854775808 (expected: at most 9223372036854775807)",
            file + ", row 4: id: 9223372036854775808 (expected: at most 9223372036854775807)");
    assertThat(letters)
        .extracting(DeadLetter::position)
        .contains(new SourcePosition(file.toString(), -1, 3));
    assertThatThrownBy(() -> Rows.of(files))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", row 1: id: 18446744073709551615");
  }

  @Test
  void batchesWithoutAGoodRowAreLeftOut() throws IOException {
    ReadOptions small = OPTIONS.withSizes(new ReadOptions.Sizes(1, 1 << 20, 1));
    DataFiles files = open("unsigned.parquet", small);
    List<DeadLetter> letters = new ArrayList<>();
    try (BatchReader reader = files.read(files.splits().get(0), letters::add)) {
      assertThat(Rows.of(reader)).hasSize(2);
    }
    assertThat(letters).hasSize(2);
  }

  @Test
  void rowsKnowTheirNumberAndOnlyWantedColumnsAreRead() throws IOException {
    DataFiles files = open("flat.parquet", OPTIONS.withColumns(Set.of("f")));
    assertThat(files.layout()).isEqualTo(Layout.of(new Layout.Field("f", ValueType.FLOAT)));
    try (BatchReader reader = files.read(files.splits().get(2))) {
      ColumnBatch batch = Rows.next(reader);
      assertThat(batch.rows()).isEqualTo(64);
      assertThat(batch.positions().offset(63)).isEqualTo(263);
      assertThat(Rows.next(reader).rows()).isEqualTo(36);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void emptyForeignAndTruncatedFilesAreNamed() throws IOException {
    Path file = file("flat.parquet");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 4, 11, 500, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), OPTIONS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file + ": ");
    }
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 10, 200, (byte) 0xAA);
    Files.write(file, damaged);
    assertThatThrownBy(() -> Rows.of(DataFiles.open(List.of(file.toString()), OPTIONS)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + ", row group at row 0");
  }

  @Test
  void originalBytesAreRefusedAtOnce() {
    assertThatThrownBy(() -> OPTIONS.withOriginals(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keep originals");
  }
}
