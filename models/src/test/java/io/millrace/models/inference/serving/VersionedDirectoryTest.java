package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.SavedModel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionedDirectoryTest {
  private final Path root;

  VersionedDirectoryTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void isTheHighestNumberWithASavedModel() throws Exception {
    Path trips = Files.createDirectory(root.resolve("trips"));
    VersionedDirectory source = new VersionedDirectory(trips);
    assertThat(source.current()).isNull();
    for (String version : new String[] {"9", "00000010", "staging-11", "12", "-13"}) {
      Files.createDirectory(trips.resolve(version));
      if (!version.equals("12")) {
        Files.createFile(trips.resolve(version).resolve(SavedModel.FILE));
      }
    }
    assertThat(source.current())
        .isEqualTo(new ModelLocation("trips", 10, trips.resolve("00000010")));
  }

  @Test
  void aFixedVersionStaysWhateverElseTurnsUp() throws Exception {
    Path trips = Files.createDirectory(root.resolve("trips"));
    FixedVersion source = new FixedVersion(trips, 7);
    assertThat(source.current()).isNull();
    for (String version : new String[] {"007", "8"}) {
      Files.createDirectory(trips.resolve(version));
      Files.createFile(trips.resolve(version).resolve(SavedModel.FILE));
    }
    assertThat(source.current()).isEqualTo(new ModelLocation("trips", 7, trips.resolve("007")));
    assertThatThrownBy(() -> new FixedVersion(trips, -1))
        .hasMessage("version: -1 (expected: 0 or more)");
  }

  @Test
  void aMissingDirectoryIsAnError() {
    VersionedDirectory source = new VersionedDirectory(root.resolve("none"));
    assertThatThrownBy(source::current).isInstanceOf(NoSuchFileException.class);
  }
}
