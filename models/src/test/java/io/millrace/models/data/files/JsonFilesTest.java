package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFilesTest {
  private static final ReadOptions OPTIONS = ReadOptions.of(FileFormat.JSON);

  @TempDir private Path directory = Path.of("");

  private DataFiles open(ReadOptions options, String... lines) throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), String.join("\n", lines));
    return DataFiles.open(List.of(file.toString()), options);
  }

  private DataFiles open(String... lines) throws IOException {
    return open(OPTIONS, lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1|2|INT",
        "true|3|INT",
        "1|2.5|FLOAT",
        "1e3|null|FLOAT",
        "1|\"2\"|STRING",
        "9223372036854775807|1|INT",
        "9223372036854775808|1|STRING",
        "null|null|STRING",
        "[1,2]|3|INT",
        "[]|1|INT",
        "{\"a\":1}|{\"b\":2}|STRUCT",
        "{\"a\":1}|2|STRING",
        "[[1],[2]]|[]|INT",
        "[[1]]|2|STRING"
      })
  void theShapeIsThatOfAllRows(String one, String two, ValueType type) throws IOException {
    assertThat(open("{\"k\":" + one + "}", "{\"k\":" + two + "}").layout())
        .isEqualTo(Layout.of(new Layout.Field("k", type)));
  }

  @Test
  void readsPlainValuesListsAndStructs() throws IOException {
    DataFiles files =
        open(
            "{\"i\":1,\"f\":2,\"s\":\"\\u00e9\",\"b\":true,\"n\":null,\"l\":[1,null,2]}",
            "",
            "{\"f\":0.5,\"ll\":[[\"x\"],[],null],\"o\":{\"a\":1,\"p\":{\"q\":\"r\"}},\"l\":[]}",
            "{\"os\":[{\"a\":1},{\"b\":\"c\"}],\"mixed\":{\"z\":[1,2.50]}}",
            "{\"mixed\":\"text\"}");
    assertThat(Rows.of(files))
        .containsExactly(
            "{b=1, f=2.0, i=1, l=[1, 2], s=\u00e9}",
            "{f=0.5, l=[], ll=[x, [], -], o={a=1, p={q=r}}}",
            "{mixed={\"z\":[1,2.5]}, os=[{a=1}, {b=c}]}",
            "{mixed=text}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]|row: START_ARRAY (expected: one JSON object a line)",
        "{\"a\":1|row: not JSON: Unexpected end-of-input: expected close marker for Object"
            + " (expected: ",
        "{\"a\":nan}|row: not JSON: Unrecognized token 'nan'",
        "{\"a\":1} x|row: not JSON: ",
        "{\"a\":1}{}|row: more behind the object",
        "{\"a\":1,\"a\":2}|row: not JSON: Duplicate field 'a'",
        "abc|row: not JSON: "
      })
  void rowsThatAreNoObjectAreNamedWithTheirLine(String row, String message) throws IOException {
    DataFiles files = open("{\"a\":1}", row, "{\"a\":2}");
    assertThatThrownBy(() -> Rows.of(files))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data.json, line 2: " + message);
    List<DeadLetter> letters = new ArrayList<>();
    assertThat(files.<List<String>>fold(1, letters::add, ArrayList::new, Rows::add, Rows::append))
        .containsExactly("{a=1}", "{a=2}");
    assertThat(letters.get(0).original()).asString().isEqualTo(row);
  }

  @Test
  void readsNumbersThatArePythonsOnly() throws IOException {
    DataFiles files = open("{\"a\":NaN}", "{\"a\":-Infinity}", "{\"a\":[Infinity,1]}");
    assertThat(Rows.of(files)).containsExactly("{a=NaN}", "{a=-Infinity}", "{a=[Infinity, 1.0]}");
  }

  @Test
  void aDeclaredTypeIsKeptAndOtherValuesAreBad() throws IOException {
    ReadOptions declared = OPTIONS.withTypes(Map.of("a", ValueType.INT, "o", ValueType.STRING));
    DataFiles files = open(declared, "{\"a\":1,\"o\":{\"x\":1}}", "{\"a\":1.5}");
    List<DeadLetter> letters = new ArrayList<>();
    assertThat(files.<List<String>>fold(1, letters::add, ArrayList::new, Rows::add, Rows::append))
        .containsExactly("{a=1, o={\"x\":1}}");
    assertThat(letters.get(0).reason()).contains("line 2: a: 1.5 (expected: an integer");
  }

  @Test
  void aDeclaredTypeIsThatOfTheInnermostValues() throws IOException {
    ReadOptions declared =
        OPTIONS.withSchemaTypes(
            Map.of(
                "m",
                ValueType.FLOAT,
                "s",
                ValueType.STRING,
                "o.x",
                ValueType.FLOAT,
                "o.l",
                ValueType.INT));
    DataFiles files =
        open(
            declared,
            "{\"m\":[[1,2],[3]],\"s\":[[[7]],[]],\"o\":{\"x\":1,\"l\":[[5]]}}",
            "{\"m\":[[[4]]]}",
            "{\"o\":{\"l\":[[5.5]]}}");
    assertThat(files.layout())
        .isEqualTo(
            Layout.of(
                new Layout.Field("m", ValueType.FLOAT),
                new Layout.Field("s", ValueType.STRING),
                new Layout.Field("o", ValueType.STRUCT)));
    List<DeadLetter> letters = new ArrayList<>();
    assertThat(files.<List<String>>fold(1, letters::add, ArrayList::new, Rows::add, Rows::append))
        .containsExactly("{m=[[1.0, 2.0], 3.0], o={l=[5], x=1.0}, s=[[7], []]}");
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).reason()).endsWith("line 2: m: [ (expected: a number)");
    assertThat(letters.get(1).reason())
        .endsWith("line 3: o.l: 5.5 (expected: an integer of 64 bits)");
  }

  @Test
  void everySplitAndEveryNumberOfThreadsGivesTheSameRows() throws IOException {
    String[] lines = new String[60];
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "{\"i\":" + i + ",\"o\":{\"s\":\"" + "s".repeat(i % 13 + 1) + "\"}}";
      expected.add("{i=" + i + ", o={s=" + "s".repeat(i % 13 + 1) + "}}");
    }
    for (int bytes : new int[] {1, 100, 100_000}) {
      ReadOptions options = OPTIONS.withSizes(new ReadOptions.Sizes(5, 1000, bytes));
      DataFiles files = open(options, lines);
      for (int threads = 1; threads <= 3; threads++) {
        List<String> rows = files.fold(threads, ArrayList::new, Rows::add, Rows::append);
        assertThat(rows).isEqualTo(expected);
      }
    }
  }

  @Test
  void readsOnlyTheColumnsThatAreWanted() throws IOException {
    DataFiles files =
        open(OPTIONS.withColumns(Set.of("b")), "{\"a\":[{\"x\":[1]}],\"b\":1,\"c\":{}}");
    assertThat(Rows.of(files)).containsExactly("{b=1}");
    assertThatThrownBy(() -> open(OPTIONS.withColumns(Set.of("z")), "{\"a\":1}"))
        .hasMessage("column: z (expected: one of [a])");
  }

  @Test
  void readsStringsOfTenMegabytes() throws IOException {
    String large = "x".repeat(10 << 20);
    assertThat(Rows.of(open("{\"a\":\"" + large + "\"}"))).containsExactly("{a=" + large + "}");
  }

  @Test
  void aByteOrderMarkIsSkippedOrSaysAnotherEncoding() throws IOException {
    String rows = "\uFEFF{\"a\":1}\n{\"a\":2}\n";
    Path file = Files.writeString(directory.resolve("data.json"), rows);
    assertThat(Rows.of(DataFiles.open(List.of(file.toString()), OPTIONS)))
        .containsExactly("{a=1}", "{a=2}");
    Files.writeString(file, rows, StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), OPTIONS))
        .hasMessage(file + ": UTF-16, by its byte order mark FF FE (expected: UTF-8)");
    Files.writeString(file, rows, StandardCharsets.UTF_16BE);
    assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), OPTIONS))
        .hasMessage(file + ": UTF-16, by its byte order mark FE FF (expected: UTF-8)");
    for (String name : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
      Files.writeString(file, "{\"a\":1}\n", Charset.forName(name));
      assertThatThrownBy(() -> DataFiles.open(List.of(file.toString()), OPTIONS))
          .as(name)
          .hasMessage(file + ": zero bytes, as UTF-16 has (expected: UTF-8)");
    }
  }

  @Test
  void anEmptyFileHasNeitherColumnsNorRows() throws IOException {
    DataFiles files = open("");
    assertThat(files.layout().size()).isZero();
    assertThat(Rows.of(files)).isEmpty();
  }
}
