package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LineNumbersTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void countsWhatIsAskedForOnceAndOnlyThat() throws IOException {
    Path file = Files.writeString(directory.resolve("lines"), "a\nb\nc\nd\ne\n");
    LineNumbers numbers = new LineNumbers();
    assertThat(numbers.before(file, 5)).isEqualTo(2);
    // What stands before byte 5 is not looked at again.
    Files.writeString(file, "\n\n\n\n\n\nd\ne\n");
    assertThat(numbers.before(file, 5)).isEqualTo(2);
    assertThat(numbers.before(file, 10)).isEqualTo(2 + 3);
    assertThat(numbers.before(file, 8)).isEqualTo(2 + 2);
    assertThatThrownBy(() -> numbers.before(file, 11))
        .hasMessage(file + ": ends before byte 11 (expected: a file that nobody changes)");
  }

  @Test
  void rowsOfTheFirstSplitAreNumberedWithoutReadingTheFileAgain() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "a\n1\nx\n2\ny\n");
    ReadOptions ints = ReadOptions.of(FileFormat.CSV).withTypes(Map.of("a", ValueType.INT));
    DataFiles files = DataFiles.open(List.of(file.toString()), ints);
    List<String> reasons = new ArrayList<>();
    try (BatchReader reader =
        files.read(files.splits().get(0), letter -> reasons.add(letter.reason()))) {
      Files.delete(file);
      assertThat(Rows.of(reader)).containsExactly("{a=1}", "{a=2}");
    }
    assertThat(reasons).hasSize(2);
    assertThat(reasons.get(0)).startsWith(file + ", line 3: ");
    assertThat(reasons.get(1)).startsWith(file + ", line 5: ");
  }

  @ParameterizedTest
  @EnumSource(
      value = FileFormat.class,
      names = {"CSV", "JSON"},
      mode = Mode.INCLUDE)
  void everyBadRowHasItsLineHoweverTheFileIsSplit(FileFormat format) throws IOException {
    boolean csv = format == FileFormat.CSV;
    StringBuilder text = new StringBuilder(csv ? "\uFEFFa\n" : "\uFEFF");
    List<Integer> expected = new ArrayList<>();
    int line = csv ? 2 : 1;
    for (int i = 0; i < 60; i++, line++) {
      boolean bad = i % 3 > 0;
      String value = "x".repeat(i % 7);
      text.append(csv ? (bad ? value + "," + value : "1") : (bad ? "{" + value : "{\"a\":1}"));
      text.append(i % 2 == 0 ? "\r\n" : "\n");
      if (bad) {
        expected.add(line);
      }
      if (i % 5 == 0) {
        text.append('\n');
        line++;
      }
    }
    Path file = Files.writeString(directory.resolve("data"), text);
    for (int bytes : new int[] {1, 7, 64, 100_000}) {
      ReadOptions options = ReadOptions.of(format).withSizes(new ReadOptions.Sizes(3, 1000, bytes));
      DataFiles files = DataFiles.open(List.of(file.toString()), options);
      List<DeadLetter> letters = new ArrayList<>();
      for (FileSplit split : files.splits()) {
        try (BatchReader reader = files.read(split, letters::add)) {
          for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
            assertThat(batch.rows()).isPositive();
          }
        }
      }
      assertThat(letters)
          .extracting(letter -> letter.reason().replaceFirst("(?s)^.*?, line (\\d+): .*$", "$1"))
          .containsExactlyElementsOf(expected.stream().map(String::valueOf).toList());
    }
  }
}
