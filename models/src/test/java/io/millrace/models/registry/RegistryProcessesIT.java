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
@OnEachDatabase
class RegistryProcessesIT {
  private static final int PROCESSES = 3;
  private static final int VERSIONS = 10;

  private final Path directory;
  private final String url;

  RegistryProcessesIT(TestDatabase database, @TempDir Path directory) {
    this.directory = directory;
    url = database.create(directory);
  }

  @Test
  void takeEachNumberOnce() throws Exception {
    List<Long> numbers =
        answers(Writer.class, PROCESSES).stream()
            .filter(line -> line.matches("[0-9]+"))
            .map(Long::valueOf)
            .toList();
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, PROCESSES * VERSIONS).boxed().toList());
    try (Registry registry = Registry.open(url)) {
      assertThat(registry.versions("taxi")).hasSize(PROCESSES * VERSIONS);
    }
  }

  @Test
  void oneOfThemWinsEachPromotion() throws Exception {
    try (Registry registry = Registry.open(url)) {
      for (int i = 0; i < 2 * Promoter.THREADS * Promoter.ATTEMPTS; i++) {
        Requests.ready(registry, "taxi");
      }
      List<String> answers = answers(Promoter.class, 2);
      List<Long> winners =
          answers.stream()
              .filter(line -> line.startsWith("PROMOTED "))
              .map(line -> Long.valueOf(line.substring("PROMOTED ".length())))
              .toList();
      assertThat(answers.stream().filter(line -> line.matches("(PROMOTED|CONFLICT) .*")))
          .hasSize(2 * Promoter.THREADS * Promoter.ATTEMPTS);
      List<AliasChange> history = registry.history("taxi");
      assertThat(history)
          .extracting(AliasChange::to)
          .containsExactlyInAnyOrderElementsOf(winners)
          .endsWith(registry.alias("taxi", "champion").orElseThrow().version());
      // Nobody's promotion was overwritten unseen: each starts where the one before ended.
      for (int i = 1; i < history.size(); i++) {
        assertThat(history.get(i).from()).isEqualTo(history.get(i - 1).to());
      }
    }
  }

  /** What the processes print that are started together. */
  private List<String> answers(Class<?> main, int count) throws Exception {
    List<Process> processes = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        String warm = "jdbc:sqlite:" + directory.resolve(main.getSimpleName() + i);
        processes.add(start(main, url, warm, Integer.toString(i)));
      }
      List<BufferedReader> outputs = new ArrayList<>();
      for (Process process : processes) {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo("ready");
        outputs.add(output);
      }
      for (Process process : processes) {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
      }
      for (BufferedReader output : outputs) {
        output.lines().forEach(answers::add);
      }
      for (Process process : processes) {
        assertThat(process.waitFor()).isZero();
      }
      return answers;
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Says that it is there and waits for the start. */
  private static void await(String own) throws IOException {
    // On a file of its own: what follows is then not spread out by the loading of classes.
    Registry.open(own).close();
    System.out.println("ready");
    int start = System.in.read();
    if (start != '\n') {
      throw new IllegalStateException("start: " + start + " (expected: a line)");
    }
  }

  /** Waits for the start, then takes version numbers and prints them. */
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      await(arguments[1]);
      try (Registry registry = Registry.open(arguments[0])) {
        for (int i = 0; i < VERSIONS; i++) {
          System.out.println(registry.allocateVersion("taxi", null));
        }
      }
    }
  }

  /** Waits for the start, then promotes versions of its own by several threads. */
  static final class Promoter {
    static final int THREADS = 8;
    static final int ATTEMPTS = 10;

    public static void main(String[] arguments) throws Exception {
      await(arguments[1]);
      int process = Integer.parseInt(arguments[2]);
      List<Thread> threads = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        long first = 1L + (long) (process * THREADS + thread) * ATTEMPTS;
        threads.add(new Thread(() -> promote(arguments[0], first)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    private static void promote(String url, long first) {
      try (Registry registry = Registry.open(url)) {
        for (long version = first; version < first + ATTEMPTS; version++) {
          Long now = registry.alias("taxi", "champion").map(AliasTarget::version).orElse(null);
          PromotionResult result = registry.promote(Requests.champion("taxi", version, now));
          System.out.println(result.outcome() + " " + version);
        }
      }
    }
  }
}
