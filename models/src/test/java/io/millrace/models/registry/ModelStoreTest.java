package io.millrace.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.Manifest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {
  private final Path directory;
  private Path root;
  private Path staged;
  private ModelStore store;

  ModelStoreTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void stage() throws IOException {
    root = directory.resolve("models");
    staged = Files.createDirectory(directory.resolve("staged"));
    Files.writeString(staged.resolve("saved_model.pb"), "graph");
    Files.createDirectories(staged.resolve("variables"));
    Files.writeString(staged.resolve("variables/variables.index"), "index");
    Files.createDirectories(staged.resolve("assets.extra/millrace"));
    Files.createDirectories(staged.resolve("assets"));
    store = new ModelStore(root);
  }

  @Test
  void publishesInTheLayoutOfTensorFlowServing() throws Exception {
    Path published = store.publish("taxi", 3, staged);
    assertThat(published).isEqualTo(root.resolve("taxi/3")).isEqualTo(store.fetch("taxi", 3));
    assertThat(published.resolve("saved_model.pb")).hasContent("graph");
    assertThat(published.resolve("variables/variables.index")).hasContent("index");
    assertThat(published.resolve("assets")).isEmptyDirectory();
    Manifest.verify(published);
    assertThat(staged.resolve("saved_model.pb")).exists();
    assertThat(staged.resolve("millrace-manifest.json")).doesNotExist();
    assertThat(children("taxi")).containsExactly("3");
  }

  @Test
  void neverChangesWhatIsPublished() throws Exception {
    store.publish("taxi", 1, staged);
    Files.writeString(staged.resolve("saved_model.pb"), "other");
    assertThatThrownBy(() -> store.publish("taxi", 1, staged))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(root.resolve("taxi/1") + ": a published version never changes");
    assertThat(root.resolve("taxi/1/saved_model.pb")).hasContent("graph");
    Files.createDirectory(root.resolve("taxi/2"));
    assertThatThrownBy(() -> store.publish("taxi", 2, staged))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void oneOfSeveralPublishersWins() throws Exception {
    int publishers = 4;
    ExecutorService threads = Executors.newFixedThreadPool(publishers);
    try {
      for (int version = 1; version <= 10; version++) {
        int number = version;
        CyclicBarrier start = new CyclicBarrier(publishers);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
          results.add(
              threads.submit(
                  () -> {
                    start.await();
                    try {
                      store.publish("taxi", number, staged);
                      return true;
                    } catch (FileAlreadyExistsException e) {
                      return false;
                    }
                  }));
        }
        int winners = 0;
        for (Future<Boolean> result : results) {
          winners += result.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
        Manifest.verify(store.fetch("taxi", number));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.versions("taxi")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(children("taxi")).hasSize(10);
  }

  @Test
  void leavesNothingBehindWhenItFails() throws Exception {
    Files.createSymbolicLink(staged.resolve("assets/passwd"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> store.publish("taxi", 1, staged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "staged: "
                + staged.resolve("assets/passwd")
                + " (expected: files and directories only)");
    assertThat(children("taxi")).isEmpty();
    assertThat(store.versions("taxi")).isEmpty();
    assertThatThrownBy(() -> store.publish("taxi", 1, directory.resolve("nothing")))
        .hasMessage("staged: " + directory.resolve("nothing") + " (expected: a directory)");
  }

  @Test
  void listsCompleteVersionsByNumber() throws Exception {
    assertThat(store.versions("taxi")).isEmpty();
    store.publish("taxi", 10, staged);
    store.publish("taxi", 9, staged);
    store.publish("bus", 1, staged);
    Files.createDirectory(root.resolve("taxi/11"));
    Files.writeString(root.resolve("taxi/12"), "a file");
    for (String other : new String[] {"007", "latest", ".13-x.partial", "-1", "0"}) {
      Path child = Files.createDirectory(root.resolve("taxi").resolve(other));
      Files.writeString(child.resolve("millrace-manifest.json"), "{}");
    }
    assertThat(store.versions("taxi")).containsExactly(9L, 10L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "..", ".", "", "a/b", "/etc", "a\\b", ".hidden", "a b", "a\n", "ä"})
  void refusesNamesThatCouldLeaveTheRoot(String model) {
    String message = "model: " + model + " (expected: [A-Za-z0-9][A-Za-z0-9_.-]*)";
    assertThatThrownBy(() -> store.fetch(model, 1)).hasMessage(message);
    assertThatThrownBy(() -> store.publish(model, 1, staged)).hasMessage(message);
    assertThatThrownBy(() -> store.versions(model)).hasMessage(message);
    assertThat(root).doesNotExist();
  }

  @Test
  void refusesNumbersThatAreNoVersions() {
    assertThatThrownBy(() -> store.fetch("taxi", 0)).hasMessage("version: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> store.publish("taxi", -1, staged))
        .hasMessage("version: -1 (expected: 1 or more)");
  }

  private List<String> children(String model) throws IOException {
    try (Stream<Path> children = Files.list(root.resolve(model))) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
