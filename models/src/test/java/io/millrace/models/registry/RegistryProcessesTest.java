package io.millrace.models.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes open a registry that does not exist yet, at once, and write. */
class RegistryProcessesTest {
  private static final int PROCESSES = 3;
  private static final int VERSIONS = 10;

  @Test
  void shareOneFile(@TempDir Path directory) throws Exception {
    String url = Requests.url(directory);
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(url, "jdbc:sqlite:" + directory.resolve("warm-" + i)));
      }
      List<BufferedReader> answers = new ArrayList<>();
      for (Process process : processes) {
        BufferedReader answer = process.inputReader(StandardCharsets.UTF_8);
        assertThat(answer.readLine()).isEqualTo("ready");
        answers.add(answer);
      }
      for (Process process : processes) {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
      }
      List<Long> numbers = new ArrayList<>();
      for (BufferedReader answer : answers) {
        answer
            .lines()
            .filter(line -> line.matches("[0-9]+"))
            .map(Long::valueOf)
            .forEach(numbers::add);
      }
      for (Process process : processes) {
        assertThat(process.waitFor()).isZero();
      }
      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(1, PROCESSES * VERSIONS).boxed().toList());
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    try (Registry registry = Registry.open(url)) {
      assertThat(registry.versions("taxi")).hasSize(PROCESSES * VERSIONS);
    }
  }

  private static Process start(String url, String own) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            url,
            own)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Waits for the start, then takes version numbers and prints them. */
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      // On a file of its own: what follows is then not spread out by the loading of classes.
      Registry.open(arguments[1]).close();
      System.out.println("ready");
      int start = System.in.read();
      if (start != '\n') {
        throw new IllegalStateException("start: " + start + " (expected: a line)");
      }
      try (Registry registry = Registry.open(arguments[0])) {
        for (int i = 0; i < VERSIONS; i++) {
          System.out.println(registry.allocateVersion("taxi", null));
        }
      }
    }
  }
}
