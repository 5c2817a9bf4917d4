package io.millrace.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.ModelRejectedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectArtifactsTest {
  private final Path directory;
  private final Path bucket;
  private final Path staged;
  private final FileObjects objects;
  private final ObjectArtifacts publisher;

  ObjectArtifactsTest(@TempDir Path directory) {
    this.directory = directory;
    bucket = directory.resolve("bucket");
    staged = directory.resolve("staged");
    objects = new FileObjects(bucket);
    publisher = machine("publisher");
  }

  @BeforeEach
  void stage() throws IOException {
    Files.createDirectories(bucket);
    Files.createDirectories(staged.resolve("variables"));
    Files.writeString(staged.resolve("saved_model.pb"), "graph");
    Files.writeString(staged.resolve("variables/variables.index"), "index");
  }

  @Test
  void publishesInTheLayoutOfTensorFlowServing() throws Exception {
    Path copy = publisher.publish("taxi", 3, staged);
    assertThat(objects.list("taxi/"))
        .containsExactlyInAnyOrder(
            "taxi/3/saved_model.pb",
            "taxi/3/variables/variables.index",
            "taxi/3/millrace-manifest.json");
    assertThat(Manifest.verify(copy)).isEqualTo(2);
    Path fetched = machine("worker").fetch("taxi", 3);
    assertThat(fetched).isEqualTo(directory.resolve("worker/taxi/3"));
    assertThat(fetched.resolve("saved_model.pb")).hasContent("graph");
    assertThat(Manifest.verify(fetched)).isEqualTo(2);
    assertThatThrownBy(() -> publisher.publish("taxi", 3, staged))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage("taxi/3: a published version never changes");
  }

  @Test
  void aVersionWithoutItsManifestDoesNotExist() throws Exception {
    ObjectStore dies =
        new ObjectStore() {
          @Override
          public void put(String key, Path file, String sha256) throws IOException {
            objects.put(key, file, sha256);
          }

          @Override
          public void create(String key, Path file, String sha256) throws IOException {
            throw new IOException("killed before the manifest");
          }

          @Override
          public boolean get(String key, Path file) throws IOException {
            return objects.get(key, file);
          }

          @Override
          public List<String> list(String prefix) throws IOException {
            return objects.list(prefix);
          }

          @Override
          public void delete(String key) throws IOException {
            objects.delete(key);
          }
        };
    ObjectArtifacts killed = new ObjectArtifacts(dies, directory.resolve("killed"));
    assertThatThrownBy(() -> killed.publish("taxi", 1, staged)).hasMessageContaining("killed");
    assertThat(objects.list("taxi/1/")).hasSize(2);
    ObjectArtifacts worker = machine("worker");
    assertThat(worker.versions("taxi")).isEmpty();
    assertThatThrownBy(() -> worker.fetch("taxi", 1))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage(
            "taxi/1/millrace-manifest.json: absent (expected: an object of a complete version)");
    assertThat(worker.delete("taxi", 1)).isTrue();
    assertThat(objects.list("")).isEmpty();
    assertThat(worker.delete("taxi", 1)).isFalse();
  }

  @Test
  void refusesOtherBytesThanWerePublished() throws Exception {
    publisher.publish("taxi", 1, staged);
    Files.writeString(bucket.resolve("taxi/1/saved_model.pb"), "grapg");
    ObjectArtifacts worker = machine("worker");
    assertThatThrownBy(() -> worker.fetch("taxi", 1))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageStartingWith("saved_model.pb: sha256 ");
    Files.delete(bucket.resolve("taxi/1/saved_model.pb"));
    assertThatThrownBy(() -> worker.fetch("taxi", 1))
        .hasMessageStartingWith("taxi/1/saved_model.pb: absent");
    assertThat(directory.resolve("worker/taxi")).isEmptyDirectory();
  }

  @Test
  void aBrokenCopyIsFetchedAnew() throws Exception {
    publisher.publish("taxi", 1, staged);
    Path copy = machine("worker").fetch("taxi", 1);
    Files.writeString(copy.resolve("saved_model.pb"), "other");
    assertThat(machine("worker").fetch("taxi", 1).resolve("saved_model.pb")).hasContent("graph");
  }

  @Test
  void refusesFilesOutsideOfTheVersion() throws Exception {
    publisher.publish("taxi", 1, staged);
    Files.writeString(
        bucket.resolve("taxi/1/millrace-manifest.json"),
        "{\"files\": {\"../../../evil\": {\"size\": 1, \"sha256\": \"00\"}}}");
    assertThatThrownBy(() -> machine("worker").fetch("taxi", 1))
        .hasMessage("millrace-manifest.json: ../../../evil (expected: a file of the version)");
  }

  @Test
  void listsCompleteVersionsOfOneModel() throws Exception {
    for (long version : new long[] {10, 9, 1}) {
      publisher.publish("taxi", version, staged);
    }
    publisher.publish("taxi2", 4, staged);
    publisher.delete("taxi", 1);
    assertThat(publisher.versions("taxi")).containsExactly(9L, 10L);
    assertThat(publisher.versions("bus")).isEmpty();
  }

  @Test
  void saysWhatItCannotOpen() {
    assertThatThrownBy(() -> new ModelStore(new StoreLocation("ftp://host/models", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "store: ftp://host/models (expected: a directory, or a scheme that something on the"
                + " class path opens)");
  }

  private ObjectArtifacts machine(String name) {
    return new ObjectArtifacts(objects, directory.resolve(name));
  }
}
