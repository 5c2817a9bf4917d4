package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private final Path directory;

  ManifestTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(directory.resolve("a.txt"), "abc");
    Files.createDirectory(directory.resolve("deep"));
    Files.writeString(directory.resolve("deep/b.txt"), "");
  }

  @Test
  void listsSizesAndDigests() throws Exception {
    Manifest manifest = Manifest.write(directory);
    // FIPS 180-2, appendix B.1: the digest of "abc".
    assertThat(manifest.files())
        .containsEntry(
            "a.txt",
            new Manifest.Entry(
                3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        .containsOnlyKeys("a.txt", "deep/b.txt");
    Manifest.verify(directory);
    assertThat(Manifest.write(directory).files()).isEqualTo(manifest.files());
  }

  @Test
  void tellsWhichFileDiffersAndHow() throws Exception {
    Manifest.write(directory);
    Files.writeString(directory.resolve("a.txt"), "abcd");
    rejects("a.txt: 4 bytes (expected: 3)");
    Files.writeString(directory.resolve("a.txt"), "abd");
    rejects("a.txt: sha256 ");
    Files.delete(directory.resolve("a.txt"));
    rejects("a.txt: absent (expected: 3 bytes)");
  }

  @Test
  void refusesAFileThatIsNotListed() throws Exception {
    Manifest.write(directory);
    Files.writeString(directory.resolve(".hidden"), "not the model's");
    Manifest.verify(directory);
    Files.writeString(directory.resolve("deep/c.txt"), "c");
    rejects("deep/c.txt: (expected: listed in millrace-manifest.json)");
  }

  @Test
  void refusesAManifestThatIsNone() throws Exception {
    Files.writeString(directory.resolve(Manifest.FILE), "{\"files\": 3}");
    rejects("millrace-manifest.json: ");
    Files.writeString(directory.resolve(Manifest.FILE), "{}");
    rejects("millrace-manifest.json: ");
  }

  private void rejects(String reason) {
    assertThatThrownBy(() -> Manifest.verify(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageStartingWith(reason);
  }
}
