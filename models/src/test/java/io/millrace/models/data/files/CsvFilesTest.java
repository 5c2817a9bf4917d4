package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.Layout;
import io.millrace.models.data.TimestampFormat;
import io.millrace.models.data.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFilesTest {
  private static final ReadOptions CSV = ReadOptions.of(FileFormat.CSV);

  @TempDir private Path directory = Path.of("");

  private DataFiles open(String text) throws IOException {
    return open(text, CSV);
  }

  private DataFiles open(String text, ReadOptions options) throws IOException {
    return DataFiles.open(List.of(write("data.csv", text)), options);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static ReadOptions splitAt(int bytes) {
    return CSV.withSizes(new ReadOptions.Sizes(3, 1000, bytes));
  }

  private ValueType inferred(String... cells) throws IOException {
    return open("c,x\n" + String.join(",1\n", cells) + ",1\n").layout().field(0).type();
  }

  // The expected types are those of int() and float() in Python, typed in by hand.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "7|INT",
        " 7|INT",
        "7\t|INT",
        "-7|INT",
        "+7|INT",
        "1_000|INT",
        "007|INT",
        "9223372036854775807|INT",
        "-9223372036854775808|INT",
        "000000000000000000000000001|INT",
        "9223372036854775808|STRING",
        "-9223372036854775809|STRING",
        "1__000|STRING",
        "_1|STRING",
        "1_|STRING",
        "0x10|STRING",
        "1 000|STRING",
        "- 7|STRING",
        "1.|FLOAT",
        ".5|FLOAT",
        "1e5|FLOAT",
        "1_0.0_1e1_0|FLOAT",
        "nan|FLOAT",
        "-NaN|FLOAT",
        "inf|FLOAT",
        "+Infinity|FLOAT",
        " 1.5 |FLOAT",
        "1e|STRING",
        ".|STRING",
        "e5|STRING",
        "1._5|STRING",
        "1.5f|STRING",
        "infin|STRING",
        "true|STRING",
        "2021-01-01|STRING"
      })
  void infersTheTypeThatPythonSees(String cell, ValueType type) throws IOException {
    assertThat(inferred(cell)).isEqualTo(type);
  }

  @Test
  void theWidestCellDecides() throws IOException {
    assertThat(inferred("1", "", "2")).isEqualTo(ValueType.INT);
    assertThat(inferred("1", "2.5")).isEqualTo(ValueType.FLOAT);
    assertThat(inferred("2.5", "1", "x")).isEqualTo(ValueType.STRING);
    assertThat(inferred("2.5", "9223372036854775808")).isEqualTo(ValueType.STRING);
    assertThat(inferred("", "")).isEqualTo(ValueType.STRING);
  }

  @Test
  void readsCellsAsPythonDoes() throws IOException {
    DataFiles files =
        open(
            "i,f,s\n"
                + " 7,nan,a\n"
                + "1_000,0.1,\n"
                + "-9223372036854775808,-inf,\" q,\"\"r\"\"\"z\n"
                + ",1e40,\"\"\n");
    // 0.1 as a 32-bit float is 0.100000001490116..., and 1e40 is too large for one.
    assertThat(Rows.of(files))
        .containsExactly(
            "{f=NaN, i=7, s=a}",
            "{f=0.10000000149011612, i=1000}",
            "{f=-Infinity, i=-9223372036854775808, s= q,\"r\"z}",
            "{f=Infinity}");
  }

  @Test
  void byteOrderMarkCrLfBlankLinesAndAMissingLastLineBreakAreNoRows() throws IOException {
    assertThat(Rows.of(open("\uFEFFa,b\r\n1,x\r\n\r\n\n2,y")))
        .containsExactly("{a=1, b=x}", "{a=2, b=y}");
  }

  @Test
  void aFileWithOnlyAHeaderHasColumnsAndNoRows() throws IOException {
    DataFiles files = open("a,b\n");
    assertThat(files.layout())
        .isEqualTo(
            Layout.of(
                new Layout.Field("a", ValueType.STRING), new Layout.Field("b", ValueType.STRING)));
    assertThat(Rows.of(files)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|line 1: empty (expected: a header",
        "'a,a\n'|line 1: column 2 is named \"a\"",
        "'a,\n'|line 1: column 2 is named \"\"",
        "'a,b\n1,2\n3\n'|line 3: cells: 1 (expected: 2)",
        "'a,b\n1,2,3\n'|line 2: cells: 3 (expected: 2)",
        "'a,b\n1,2\n\n\"x\ny\",2\n'|line 4: cell 1: no closing quote on its line"
      })
  void badFilesAreNamedWithTheirLine(String text, String message) throws IOException {
    assertThatThrownBy(() -> Rows.of(open(text)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.resolve("data.csv") + ", " + message);
  }

  @Test
  void headersHaveToAgree() throws IOException {
    String one = write("1.csv", "a,b\n1,2\n");
    String two = write("2.csv", "a,c\n1,2\n");
    assertThatThrownBy(() -> DataFiles.open(List.of(one, two), CSV))
        .isInstanceOf(IOException.class)
        .hasMessage(two + ", line 1: header [a, c] (expected: [a, b], as in " + one + ")");
  }

  @Test
  void typesAreThoseOfAllFiles() throws IOException {
    write("1.csv", "a\n1\n");
    write("2.csv", "a\n2.5\n");
    DataFiles files = DataFiles.open(List.of(directory.resolve("*.csv").toString()), CSV);
    assertThat(Rows.of(files)).containsExactly("{a=1.0}", "{a=2.5}");
  }

  @Test
  void aPatternWithoutFilesIsRefused() {
    assertThatThrownBy(() -> DataFiles.open(List.of(directory + "/none-*.csv"), CSV))
        .hasMessageContaining("none-*.csv: no file");
  }

  @Test
  void typesOfASchemaNeedNoColumn() throws IOException {
    ReadOptions schema =
        CSV.withSchemaTypes(Map.of("a", ValueType.FLOAT, "b", ValueType.FLOAT, "z", ValueType.INT))
            .withTypes(Map.of("a", ValueType.STRING));
    assertThat(open("a,b\n1,2\n", schema).layout().fields())
        .containsExactly(
            new Layout.Field("a", ValueType.STRING), new Layout.Field("b", ValueType.FLOAT));
    assertThatThrownBy(() -> open("a,b\n1,2\n", CSV.withTypes(Map.of("z", ValueType.INT))))
        .hasMessage("type of column: z (expected: one of [a, b])");
  }

  @Test
  void badRowsBecomeDeadLettersWithTheirBytes() throws IOException {
    ReadOptions declared = CSV.withTypes(Map.of("a", ValueType.INT));
    DataFiles files = open("a,b\n1,2\nx,4\n5\n6,7\n", declared);
    List<DeadLetter> letters = new ArrayList<>();
    List<String> rows = files.fold(1, letters::add, ArrayList::new, Rows::add, Rows::append);

    assertThat(rows).containsExactly("{a=1, b=2}", "{a=6, b=7}");
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).original()).isEqualTo("x,4".getBytes(StandardCharsets.UTF_8));
    assertThat(letters.get(0).reason())
        .contains("line 3: a: \"x\" (expected: an integer of 64 bits)");
    assertThat(letters.get(0).position().offset()).isEqualTo(8);
    assertThat(letters.get(1).reason()).contains("line 4: cells: 1 (expected: 2)");
  }

  @Test
  void everySplitAndEveryNumberOfThreadsGivesTheSameRows() throws IOException {
    StringBuilder text = new StringBuilder("i,f,s\r\n");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String s = "s".repeat(i % 23) + "\u00e9";
      text.append(i).append(',').append(i / 4.0).append(',').append(s).append("\r\n");
      expected.add("{f=" + i / 4.0 + ", i=" + i + ", s=" + s + "}");
    }
    for (int bytes : new int[] {1, 7, 64, 1000, 100_000}) {
      DataFiles files = open(text.toString(), splitAt(bytes));
      for (int threads = 1; threads <= 3; threads++) {
        List<String> rows = files.fold(threads, ArrayList::new, Rows::add, Rows::append);
        assertThat(rows).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.csv.gz", "data.csv.gzip", "data.GZ", "data.csv", "data"})
  void compressedFilesAreOneSplit(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, gzip("a,b\n1,x\n2,y\n"));
    DataFiles files = DataFiles.open(List.of(file.toString()), splitAt(1));
    assertThat(files.splits()).hasSize(1);
    assertThat(Rows.of(files)).containsExactly("{a=1, b=x}", "{a=2, b=y}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7z", "br", "bz2", "lz4", "lzma", "snappy", "sz", "xz", "Z", "zip", "zst", "zstd"})
  void otherCompressionsAreRefused(String suffix) throws IOException {
    String file = write("data.csv." + suffix, "a,b\n1,2\n");
    assertThatThrownBy(() -> DataFiles.open(List.of(file), CSV))
        .hasMessage(
            "%s: compressed as .%s (expected: gzip, or not compressed)",
            file, suffix.toLowerCase(Locale.ROOT));
  }

  @Test
  void textOfAnotherEncodingIsRefused() throws IOException {
    Path file = directory.resolve("data.csv");
    Files.writeString(file, "\u5217,b\n1,2\n", StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), CSV))
        .hasMessage(file + ", line 1: zero bytes, as UTF-16 has (expected: UTF-8)");
    ReadOptions noHeader = CSV.withCsv(new CsvDialect(',', null, List.of("a", "b")));
    for (ReadOptions options : List.of(CSV, noHeader)) {
      Files.writeString(file, "a,b\n1,2\n", StandardCharsets.UTF_16LE);
      assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), options))
          .hasMessage(file + ": zero bytes, as UTF-16 has (expected: UTF-8)");
      Files.writeString(file, "\uFEFFa,b\n1,2\n", StandardCharsets.UTF_16LE);
      assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), options))
          .hasMessage(file + ": UTF-16, by its byte order mark FF FE (expected: UTF-8)");
      Files.writeString(file, "\uFEFFa,b\n1,2\n", StandardCharsets.UTF_16BE);
      assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), options))
          .hasMessage(file + ": UTF-16, by its byte order mark FE FF (expected: UTF-8)");
    }
    assertThatThrownBy(() -> open("a,b\r1,2\r"))
        .hasMessage(
            file
                + ", line 1: a carriage return inside"
                + " (expected: lines that end with LF or CR LF)");
  }

  @Test
  void aNameWithoutASuffixSaysNoCompression() throws IOException {
    assertThat(Rows.of(DataFiles.open(List.of(write("zip", "a\n1\n")), CSV)))
        .containsExactly("{a=1}");
  }

  @Test
  void truncatedAndWrongGzipSayWhere() throws IOException {
    byte[] whole = gzip("a,b\n" + "1,x\n".repeat(100));
    Path file = directory.resolve("data.csv.gz");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> Rows.of(DataFiles.open(List.of(file.toString()), CSV)))
        .hasMessageContaining(file + ", byte ")
        .hasMessageContaining("truncated or damaged gzip");
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), CSV))
        .hasMessageContaining(file + ": not gzip");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void readsStringsOfTenMegabytesAndKeepsBatchesSmallThen() throws IOException {
    String large = "x".repeat(10 << 20);
    ReadOptions whole = CSV.withSizes(new ReadOptions.Sizes(1024, 16 << 20, 1 << 30));
    DataFiles files = open("a,b\n1," + large + "\n2," + large + "\n3,y\n", whole);
    try (BatchReader reader = files.read(files.splits().get(0))) {
      ColumnBatch first = Rows.next(reader);
      assertThat(first.rows()).isEqualTo(2);
      assertThat(Rows.of(first).get(1)).isEqualTo("{a=2, b=" + large + "}");
      assertThat(Rows.of(reader)).containsExactly("{a=3, b=y}");
    }
  }

  @Test
  void cellsMayHaveSeveralValues() throws IOException {
    ReadOptions options = CSV.withCsv(new CsvDialect(',', '|', null));
    assertThat(Rows.of(open("a,b\n1|2|3,x|y\n4,\n", options)))
        .containsExactly("{a=[1, 2, 3], b=[x, y]}", "{a=4}");
  }

  @Test
  void columnNamesMayBeGivenAndTheDelimiterToo() throws IOException {
    ReadOptions options = CSV.withCsv(new CsvDialect('\t', null, List.of("a", "b")));
    assertThat(Rows.of(open("1\tx,y\n2\t\n", options))).containsExactly("{a=1, b=x,y}", "{a=2}");
  }

  @Test
  void readsOnlyTheColumnsThatAreWantedAndKeys() throws IOException {
    KeyColumns keys = new KeyColumns("id", "time", new TimestampFormat("iso", "UTC"), 0L);
    ReadOptions options = CSV.withColumns(Set.of("b")).withKeys(keys).withOriginals(true);
    DataFiles files =
        open("id,a,b,time\n17,x,1,1970-01-01T00:00:01\n18,y,2,1970-01-01T00:00:02\n", options);
    assertThat(files.layout()).isEqualTo(Layout.of(new Layout.Field("b", ValueType.INT)));
    try (BatchReader reader = files.read(files.splits().get(0))) {
      ColumnBatch batch = Rows.next(reader);
      assertThat(Rows.of(batch)).containsExactly("{b=1}", "{b=2}");
      assertThat(batch.ids().string(1)).isEqualTo("18");
      assertThat(batch.eventTimes()).containsExactly(1000L, 2000L);
      assertThat(Rows.original(batch, 0))
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("17,x,1,1970-01-01T00:00:01");
    }
  }

  @Test
  void rowsWithoutTheirKeyAreBad() throws IOException {
    KeyColumns keys = new KeyColumns("id", null, new TimestampFormat("iso", "UTC"), 5L);
    DataFiles files = open("id,a\n17,x\n,y\n", CSV.withKeys(keys));
    List<DeadLetter> letters = new ArrayList<>();
    assertThat(files.<List<String>>fold(1, letters::add, ArrayList::new, Rows::add, Rows::append))
        .containsExactly("{a=x, id=17}");
    assertThat(letters.get(0).reason()).contains("id: 0 values (expected: one, the record id)");
  }

  @Test
  void columnsThatOptionsNameHaveToBeThere() {
    assertThatThrownBy(() -> open("a,b\n1,2\n", CSV.withColumns(Set.of("c"))))
        .hasMessage("column: c (expected: one of [a, b])");
  }

  @Test
  void columnsOfASchemaNeedNotBeThere() throws IOException {
    ReadOptions options = CSV.withColumns(Set.of()).withSchemaColumns(Set.of("b", "z"));
    assertThat(open("a,b\nx,2\n", options).layout())
        .isEqualTo(new Layout(List.of(new Layout.Field("b", ValueType.INT))));
  }
}
