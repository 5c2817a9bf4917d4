package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
  private static final ReadOptions JSON = ReadOptions.of(FileFormat.JSON);

  @TempDir private Path directory = Path.of("");

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> rows(String... patterns) throws IOException {
    List<String> absolute = new ArrayList<>();
    for (String pattern : patterns) {
      absolute.add(directory + "/" + pattern);
    }
    return Rows.of(DataFiles.open(absolute, JSON));
  }

  @Test
  void patternsFindFilesInOrderAndEachOnce() throws IOException {
    write("b-1.json", "{\"f\":2}");
    write("a-1.json", "{\"f\":1}");
    write("c.txt", "no JSON");
    write("d/e/a-2.json", "{\"f\":3}");
    assertThat(rows("*.json")).containsExactly("{f=1}", "{f=2}");
    assertThat(rows("b-?.json", "*.json")).containsExactly("{f=1}", "{f=2}");
    assertThat(rows("{a,b}-[0-9].json")).containsExactly("{f=1}", "{f=2}");
    assertThat(rows("d/*/*.json")).containsExactly("{f=3}");
    assertThat(rows("**.json")).containsExactly("{f=1}", "{f=2}", "{f=3}");
    assertThat(rows("b-1.json")).containsExactly("{f=2}");
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternGoesByItsName() throws IOException {
    write("a[1].json", "{\"f\":1}");
    write("a1.json", "{\"f\":2}");
    assertThat(rows("a[1].json")).containsExactly("{f=1}");
  }

  @Test
  void directoriesDevicesAndNothingAreRefused() {
    assertThatThrownBy(() -> DataFiles.open(List.of(directory.toString()), JSON))
        .hasMessage(directory + ": a directory (expected: a file, or a pattern of files)");
    assertThatThrownBy(() -> DataFiles.open(List.of("/dev/null"), JSON))
        .hasMessage("/dev/null: a pipe or device (expected: a file, which is read several times)");
    assertThatThrownBy(() -> DataFiles.open(List.of(), JSON))
        .hasMessage("patterns: none (expected: one or more)");
    assertThatThrownBy(() -> rows("none/*.json")).hasMessageContaining("no file");
  }

  @Test
  void openFilesTravelToOtherProcesses() throws Exception {
    write("a.json", "{\"f\":{\"g\":[1]}}\n");
    write("a.csv", "x,y\n1,2\n");
    write("a.tfrecord", "");
    for (Map.Entry<FileFormat, String> entry :
        Map.of(
                FileFormat.JSON,
                "a.json",
                FileFormat.CSV,
                "a.csv",
                FileFormat.TFRECORD,
                "a.tfrecord")
            .entrySet()) {
      List<String> file = List.of(directory.resolve(entry.getValue()).toString());
      DataFiles files = DataFiles.open(file, ReadOptions.of(entry.getKey()));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(files);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        DataFiles copy = (DataFiles) in.readObject();
        assertThat(copy.layout()).isEqualTo(files.layout());
        assertThat(Rows.of(copy)).isEqualTo(Rows.of(files));
      }
    }
  }

  @Test
  void whatTheAccumulatorThrowsEndsTheFold() throws IOException {
    write("a.json", "{\"f\":1}\n{\"f\":2}\n");
    ReadOptions options = JSON.withSizes(new ReadOptions.Sizes(1, 1, 1));
    DataFiles files = DataFiles.open(List.of(directory.resolve("a.json").toString()), options);
    for (int threads = 1; threads <= 2; threads++) {
      int count = threads;
      assertThatThrownBy(
              () ->
                  files.fold(
                      count,
                      ArrayList<String>::new,
                      (rows, batch) -> {
                        throw new UncheckedIOException(new IOException("full"));
                      },
                      (one, other) -> one))
          .isInstanceOf(IOException.class)
          .hasMessage("full");
    }
    assertThatThrownBy(() -> files.fold(0, ArrayList::new, Rows::add, Rows::append))
        .hasMessage("threads: 0 (expected: >= 1)");
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new ReadOptions.Sizes(0, 1, 1))
        .hasMessage("batch rows: 0 (expected: >= 1)");
    assertThatThrownBy(() -> new CsvDialect('"', null, null)).hasMessageContaining("delimiter");
    assertThatThrownBy(() -> new CsvDialect(',', ',', null)).hasMessageContaining("another");
    assertThatThrownBy(() -> new CsvDialect(',', null, List.of("a", "a")))
        .hasMessageContaining("each once");
  }
}
