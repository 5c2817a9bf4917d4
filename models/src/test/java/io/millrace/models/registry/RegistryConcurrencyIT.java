package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.decision;
import static io.millrace.models.registry.Requests.ready;
import static io.millrace.models.registry.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads, each with a registry of its own on one database, start each step together. */
@OnEachDatabase
class RegistryConcurrencyIT {
  private static final int CALLERS = 8;
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final String url;
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
  private final List<Registry> registries = new ArrayList<>();

  RegistryConcurrencyIT(TestDatabase database, @TempDir Path directory) {
    url = database.create(directory);
  }

  @BeforeEach
  void openAllAtOnce() throws Exception {
    registries.addAll(together(caller -> Registry.open(url), CALLERS));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    registries.forEach(Registry::close);
  }

  @Test
  void anyNumberOpenANewDatabase() {
    assertThat(registries).hasSize(CALLERS);
    for (Registry registry : registries) {
      assertThat(registry.models()).isEmpty();
    }
  }

  @Test
  void onePromotionWins() throws Exception {
    int rounds = 10;
    for (int i = 0; i < CALLERS * rounds; i++) {
      ready(registries.get(0), "taxi");
    }
    Long expected = null;
    for (int round = 0; round < rounds; round++) {
      Long now = expected;
      long first = (long) round * CALLERS + 1;
      List<PromotionResult> results =
          together(
              caller -> registries.get(caller).promote(champion("taxi", first + caller, now)),
              CALLERS);
      Long winner = registries.get(0).alias("taxi", "champion").orElseThrow().version();
      assertThat(results).filteredOn(PromotionResult::promoted).hasSize(1);
      assertThat(results).extracting(PromotionResult::actual).containsOnly(winner);
      expected = winner;
    }
    // Each entry starts where the one before ended.
    List<AliasChange> history = registries.get(0).history("taxi");
    assertThat(history).hasSize(rounds);
    assertThat(history.get(0).from()).isNull();
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).from()).isEqualTo(history.get(i - 1).to());
    }
  }

  @Test
  void oneRequestIsMadeAndOneClaimWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      String key = "drift/" + round + "/";
      List<RequestOutcome> outcomes =
          together(
              caller -> registries.get(caller).request(request("taxi", key + caller)), CALLERS);
      assertThat(outcomes).filteredOn(RequestOutcome::created).hasSize(1);
      assertThat(outcomes).extracting(outcome -> outcome.run().id()).containsOnly(round + 1L);

      List<Optional<RunClaim>> claims =
          together(
              caller -> registries.get(caller).claim("taxi", "worker-" + caller, LEASE), CALLERS);
      assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
      RunClaim claim = claims.stream().flatMap(Optional::stream).findFirst().orElseThrow();
      assertThat(registries.get(0).run(round + 1L).orElseThrow().claimedBy())
          .isEqualTo(claim.worker());
      registries.get(0).refuse(claim, decision(false), "no better");
    }
  }

  @Test
  void oneWorkerTakesOverAnExpiredRun() throws Exception {
    registries.get(0).request(request("taxi", "k"));
    assertThat(registries.get(0).claim("taxi", "lost", Duration.ofMillis(1))).isPresent();
    Thread.sleep(5);
    List<Optional<RunClaim>> claims =
        together(
            caller -> registries.get(caller).claim("taxi", "worker-" + caller, LEASE), CALLERS);
    assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
    assertThat(registries.get(0).run(1).orElseThrow().attempts()).isEqualTo(2);
  }

  @Test
  void everyVersionNumberIsGivenOnce() throws Exception {
    int each = 20;
    List<List<Long>> numbers =
        together(
            caller -> {
              List<Long> mine = new ArrayList<>();
              for (int i = 0; i < each; i++) {
                mine.add(registries.get(caller).allocateVersion("taxi", null));
              }
              return mine;
            },
            CALLERS);
    assertThat(numbers.stream().flatMap(List::stream).toList())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, (long) CALLERS * each).boxed().toList());
  }

  @Test
  void readersSeeWholeChangesWhileOthersWrite() throws Exception {
    Registry first = registries.get(0);
    long one = ready(first, "taxi");
    long two = ready(first, "taxi");
    first.promote(champion("taxi", one, null));
    together(
        caller -> {
          Registry registry = registries.get(caller);
          for (int i = 0; i < 30; i++) {
            if (caller == 0) {
              long now = i % 2 == 0 ? one : two;
              registry.promote(champion("taxi", now == one ? two : one, now));
            } else if (caller == 1) {
              registry.request(request("bus", "k" + i));
            } else {
              AliasTarget target = registry.alias("taxi", "champion").orElseThrow();
              assertThat(target.version()).isBetween(one, two);
              assertThat(target.state()).isEqualTo(VersionState.READY);
            }
          }
          return Map.of();
        },
        CALLERS);
    assertThat(first.history("taxi")).hasSize(31);
  }

  private interface Step<T> {
    T run(int caller) throws Exception;
  }

  private <T> List<T> together(Step<T> step, int callers) throws Exception {
    CyclicBarrier start = new CyclicBarrier(callers);
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int caller = i;
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return step.run(caller);
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
