package io.millrace.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private final Path directory;

  WholeFileTest(@TempDir Path root) {
    this.directory = root.resolve("not/there/yet");
  }

  @Test
  void writesIntoADirectoryThatNeedNotExist() throws Exception {
    write("one");
    assertThat(directory.resolve("file")).hasContent("one");
  }

  @Test
  void writingAgainReplaces() throws Exception {
    write("a longer first content");
    write("second");
    assertThat(directory.resolve("file")).hasContent("second");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void aFailureLeavesWhatWasThere() throws Exception {
    write("first");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    directory.toString(),
                    "file",
                    out -> {
                      out.write('h');
                      throw new IOException("halfway");
                    }))
        .hasMessage("halfway");
    assertThat(directory.resolve("file")).hasContent("first");
    assertThat(names()).containsExactly("file");
  }

  private void write(String content) throws IOException {
    WholeFile.write(
        directory.toString(), "file", out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
