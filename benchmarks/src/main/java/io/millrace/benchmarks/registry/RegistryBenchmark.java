package io.millrace.benchmarks.registry;

import io.millrace.benchmarks.Latencies;
import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.registry.StoreLocation;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TriggerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures publishing, promoting and what workers ask of the registry. */
@Command(
    name = "registry",
    sortOptions = false,
    description = {
      "How long publishing and promoting take, on a database and in a store of your choice.",
      "Yardsticks: copying the same files, and one bare UPDATE in a transaction of its own."
    },
    mixinStandardHelpOptions = true)
public final class RegistryBenchmark implements Callable<Integer> {
  private static final String MODEL = "benchmark";
  private static final Duration LEASE = Duration.ofMinutes(1);

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "jdbc:postgresql://… (default: a new SQLite file).")
  private @Nullable String database;

  @Option(
      names = "--store",
      paramLabel = "ADDRESS",
      description = "A directory or s3://bucket/prefix (default: a new directory).")
  private @Nullable String store;

  @Option(
      names = "--model-bytes",
      description = "The size of the published model, in two files (default: ${DEFAULT-VALUE}).")
  private int modelBytes = 200_000;

  @Option(names = "--seconds", description = "For each figure (default: ${DEFAULT-VALUE}).")
  private double seconds = 5;

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("registry-benchmark");
    String url = database == null ? "jdbc:sqlite:" + directory.resolve("registry.db") : database;
    StoreLocation location =
        store == null
            ? StoreLocation.of(directory.resolve("models"))
            : new StoreLocation(store, directory.resolve("cache").toString());
    System.out.printf("%s, models of %d bytes in %s%n", url, modelBytes, location);
    System.out.printf("%-44s %10s %10s %10s%n", "", "a second", "p50 ms", "p99 ms");
    Path staged = stage(directory.resolve("staged"));
    files(directory, staged, new ModelStore(location));
    try (Registry registry = Registry.open(url)) {
      transactions(registry, url, MODEL + "-" + System.nanoTime());
    }
    return 0;
  }

  private Path stage(Path staged) throws IOException {
    byte[] bytes = new byte[modelBytes / 2];
    new Random(1).nextBytes(bytes);
    Files.createDirectories(staged.resolve("variables"));
    Files.write(staged.resolve("saved_model.pb"), bytes);
    Files.write(staged.resolve("variables/variables.data-00000-of-00001"), bytes);
    return staged;
  }

  private void files(Path directory, Path staged, ModelStore models) throws Exception {
    String model = MODEL + "-" + System.nanoTime();
    AtomicLong number = new AtomicLong();
    Path copies = Files.createDirectories(directory.resolve("copies"));
    measure("yardstick: copy the files", () -> copy(staged, copies, number.incrementAndGet()));
    measure("publish", () -> models.publish(model, number.incrementAndGet(), staged));
  }

  private static Path copy(Path staged, Path copies, long number) throws IOException {
    Path copy = copies.resolve(Long.toString(number));
    Files.createDirectories(copy.resolve("variables"));
    for (String file : List.of("saved_model.pb", "variables/variables.data-00000-of-00001")) {
      Files.copy(staged.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  private void transactions(Registry registry, String url, String model) throws Exception {
    long one = ready(registry, model);
    long two = ready(registry, model);
    promote(registry, model, one, null);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS benchmark_yardstick (n BIGINT NOT NULL)");
      statement.execute("INSERT INTO benchmark_yardstick (n) VALUES (0)");
      measure(
          "yardstick: one UPDATE, on an open connection",
          () -> statement.execute("UPDATE benchmark_yardstick SET n = n + 1"));
    }
    measure("connect, one UPDATE", () -> update(url));
    AtomicLong champion = new AtomicLong(one);
    measure(
        "promote",
        () -> {
          long now = champion.get();
          long next = now == one ? two : one;
          champion.set(next);
          return promote(registry, model, next, now);
        });
    measure("ask what the champion is", () -> registry.alias(model, "champion"));
    AtomicLong requests = new AtomicLong();
    measure(
        "a run: request, claim, version, accept+promote",
        () -> run(registry, model, requests.incrementAndGet(), champion));
  }

  private static int update(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate("UPDATE benchmark_yardstick SET n = n + 1");
    }
  }

  private static long ready(Registry registry, String model) {
    long version = registry.allocateVersion(model, null);
    registry.markReady(model, version, Map.of("mae", 1.0), "ab".repeat(32));
    return version;
  }

  private static long promote(
      Registry registry, String model, long version, @Nullable Long current) {
    Promotion promotion =
        new Promotion(model, "champion", version, current, "bench", "x", null, null);
    if (!registry.promote(promotion).promoted()) {
      throw new IllegalStateException("promote: another process uses this model");
    }
    return version;
  }

  private static long run(Registry registry, String model, long number, AtomicLong champion)
      throws Exception {
    Cause cause = new Cause(TriggerKind.REQUEST, "benchmark", Map.of(), null);
    registry.request(new TrainingRequest(model, "run-" + number, cause, null));
    RunClaim claim = registry.claim(model, "bench", LEASE).orElseThrow();
    long version = registry.allocateVersion(model, claim.run().id());
    registry.markReady(model, version, Map.of("mae", 1.0), "ab".repeat(32));
    GateResult passed = new GateResult("always", true, Map.of(), "benchmark");
    registry.acceptAndPromote(
        claim,
        new GateDecision(List.of(passed), true, "benchmark"),
        new Promotion(
            model, "champion", version, champion.get(), "bench", "x", claim.run().id(), null));
    champion.set(version);
    return version;
  }

  private void measure(String what, Callable<?> call) throws Exception {
    Latencies took = Latencies.of(1, seconds, call);
    System.out.printf(
        Locale.ROOT,
        "%-44s %10.0f %10.2f %10.2f%n",
        what,
        took.callsPerSecond(),
        took.p50Micros() / 1e3,
        took.p99Micros() / 1e3);
  }
}
