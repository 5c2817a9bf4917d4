package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.decision;
import static io.millrace.models.registry.Requests.ready;
import static io.millrace.models.registry.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.registry.PromotionResult.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class TrainingRunsTest {
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Instant NOW = Instant.parse("2020-03-16T12:00:00.123Z");

  private final MovableClock clock = new MovableClock();
  private final Registry registry;

  TrainingRunsTest(TestDatabase database, @TempDir Path directory) {
    registry = Registry.open(database.create(directory), clock);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void recordsARequestAsItWasMade() {
    RequestOutcome outcome = registry.request(request("taxi", "drift/1"));
    assertThat(outcome.created()).isTrue();
    assertThat(outcome.run())
        .isEqualTo(
            new TrainingRun(
                1,
                request("taxi", "drift/1"),
                NOW,
                RunState.REQUESTED,
                null,
                null,
                0,
                null,
                null,
                null,
                null));
    assertThat(registry.run(1)).contains(outcome.run());
    assertThat(registry.run(2)).isEmpty();
    assertThat(registry.models()).containsExactly("taxi");
  }

  @Test
  void textsHaveAnyLength() throws Exception {
    String path = "file/" + "part-0123456789/".repeat(100) + "rides.csv";
    TrainingRun run = registry.request(request("taxi", path)).run();
    assertThat(run.request().requestKey()).isEqualTo(path);
    String worker = "worker-of-a-long-name.".repeat(20);
    assertThat(registry.claim("taxi", worker, LEASE).orElseThrow().run().claimedBy())
        .isEqualTo(worker);
    DataWindow window = new DataWindow(NOW, NOW.plusSeconds(1));
    assertThat(registry.markPolluted("taxi", window, worker, "long").who()).isEqualTo(worker);
  }

  @Test
  void recordsARequestWithoutWindowTimesOrFiguresAndWithNaN() {
    TrainingRequest bare =
        new TrainingRequest(
            "taxi", "k", new Cause(TriggerKind.REQUEST, "asked", Map.of(), null), null);
    assertThat(registry.request(bare).run().request()).isEqualTo(bare);
    TrainingRequest nan =
        new TrainingRequest(
            "bus",
            "k",
            new Cause(
                TriggerKind.QUALITY,
                "it's \"bad\"; DROP TABLE models",
                Map.of("mape", Double.NaN, "worst", Double.POSITIVE_INFINITY),
                null),
            null);
    assertThat(registry.request(nan).run().request()).isEqualTo(nan);
  }

  @Test
  void recordsThePlan() {
    TrainingRequest asked = request("taxi", "k");
    TrainingPlan plan =
        new TrainingPlan(
            TrainingPlan.Start.WARM,
            Duration.ofDays(14),
            Requests.ALARM,
            Map.of("training.hidden", "[64, 32]"));
    TrainingRequest planned = new TrainingRequest("taxi", "k", asked.cause(), asked.window(), plan);
    assertThat(registry.request(planned).run().request()).isEqualTo(planned);
    TrainingRequest scratch =
        new TrainingRequest(
            "bus", "k", asked.cause(), null, TrainingPlan.from(TrainingPlan.Start.SCRATCH));
    assertThat(registry.request(scratch).run().request()).isEqualTo(scratch);
    assertThatThrownBy(() -> new TrainingPlan(TrainingPlan.Start.WARM, Duration.ofDays(-1), null))
        .hasMessage("recencyHalfLife: PT-24H (expected: more than nothing)");
  }

  @Test
  void givesTheSameRunForTheSameKeyAlsoAfterItsEnd() throws Exception {
    long first = registry.request(request("taxi", "drift/1")).run().id();
    assertThat(registry.request(request("taxi", "drift/1")).created()).isFalse();
    registry.fail(claim("a"), "no data");

    RequestOutcome again = registry.request(request("taxi", "drift/1"));
    assertThat(again.created()).isFalse();
    assertThat(again.run().id()).isEqualTo(first);
    assertThat(again.run().state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void hasOneOpenRunAModel() throws Exception {
    long first = registry.request(request("taxi", "drift/1")).run().id();
    RequestOutcome second = registry.request(request("taxi", "drift/2"));
    assertThat(second.created()).isFalse();
    assertThat(second.run().id()).isEqualTo(first);
    assertThat(registry.request(request("bus", "drift/1")).created()).isTrue();

    registry.toEvaluating(claim("a"));
    assertThat(registry.request(request("taxi", "drift/2")).created()).isFalse();
    assertThat(registry.openRuns("taxi")).extracting(TrainingRun::id).containsExactly(first);

    registry.fail(new RunClaim(registry.run(first).orElseThrow(), "a", 1), "no data");
    assertThat(registry.openRuns("taxi")).isEmpty();
    assertThat(registry.request(request("taxi", "drift/2")).created()).isTrue();
    assertThat(registry.runs("taxi"))
        .extracting(TrainingRun::state)
        .containsExactly(RunState.FAILED, RunState.REQUESTED);
  }

  @Test
  void anOldKeyGivesItsOwnRunWhileAnotherIsOpen() throws Exception {
    long first = registry.request(request("taxi", "drift/1")).run().id();
    registry.fail(claim("a"), "no data");
    registry.request(request("taxi", "drift/2"));
    assertThat(registry.request(request("taxi", "drift/1")).run().id()).isEqualTo(first);
  }

  @Test
  void isClaimedOnce() {
    assertThat(registry.claim("taxi", "a", LEASE)).isEmpty();
    registry.request(request("taxi", "drift/1"));
    assertThat(registry.claim("bus", "a", LEASE)).isEmpty();

    RunClaim claim = claim("a");
    assertThat(claim.worker()).isEqualTo("a");
    assertThat(claim.attempt()).isEqualTo(1);
    assertThat(claim.run().state()).isEqualTo(RunState.RUNNING);
    assertThat(claim.run().claimedBy()).isEqualTo("a");
    assertThat(claim.run().leaseUntil()).isEqualTo(NOW.plus(LEASE));
    assertThat(registry.claim("taxi", "b", LEASE)).isEmpty();
  }

  @Test
  void isTakenOverWhenTheLeaseHasRunOutAndTheFirstWorkerIsTold() throws Exception {
    registry.request(request("taxi", "drift/1"));
    RunClaim first = claim("a");
    registry.toEvaluating(first);
    clock.move(LEASE.minusMillis(1));
    assertThat(registry.claim("taxi", "b", LEASE)).isEmpty();
    clock.move(Duration.ofMillis(1));

    RunClaim second = claim("b");
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.run().state()).isEqualTo(RunState.RUNNING);
    assertThatThrownBy(() -> registry.heartbeat(first, LEASE))
        .isInstanceOf(LeaseLostException.class)
        .hasMessage("run: 1 is RUNNING by b, attempt 2 (expected: open, by a, attempt 1)");
    assertThatThrownBy(() -> registry.toEvaluating(first)).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> registry.fail(first, "x")).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> registry.refuse(first, decision(false), "x"))
        .isInstanceOf(LeaseLostException.class);
    registry.heartbeat(second, LEASE);
  }

  @Test
  void tellsTwoClaimsOfOneWorkerApart() {
    registry.request(request("taxi", "drift/1"));
    RunClaim before = claim("a");
    clock.move(LEASE);
    RunClaim after = claim("a");
    assertThat(after.attempt()).isEqualTo(2);
    assertThatThrownBy(() -> registry.heartbeat(before, LEASE))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aHeartbeatKeepsTheRun() throws Exception {
    registry.request(request("taxi", "drift/1"));
    RunClaim claim = claim("a");
    clock.move(Duration.ofMinutes(4));
    assertThat(registry.heartbeat(claim, LEASE)).isEqualTo(NOW.plus(Duration.ofMinutes(9)));
    clock.move(Duration.ofMinutes(4));
    assertThat(registry.claim("taxi", "b", LEASE)).isEmpty();
    // Late, but nobody took over.
    clock.move(Duration.ofMinutes(4));
    registry.heartbeat(claim, LEASE);
    assertThat(registry.claim("taxi", "b", LEASE)).isEmpty();
  }

  @Test
  void isAcceptedWithItsDecision() throws Exception {
    registry.request(request("taxi", "drift/1"));
    RunClaim claim = claim("a");
    long version = registry.allocateVersion("taxi", claim.run().id());
    registry.toEvaluating(claim);
    assertThatThrownBy(() -> registry.accept(claim, version, decision(true)))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessage("version: taxi/1 is STAGED (expected: READY)");
    registry.markReady("taxi", version, Map.of(), "ab".repeat(32));
    assertThatThrownBy(() -> registry.accept(claim, version, decision(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("decision: MaximumError: MAE 2.500");
    clock.move(Duration.ofMinutes(1));
    registry.accept(claim, version, decision(true));

    TrainingRun run = registry.run(claim.run().id()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.ACCEPTED);
    assertThat(run.version()).isEqualTo(version);
    assertThat(run.decision()).isEqualTo(decision(true));
    assertThat(run.finishedAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(run.leaseUntil()).isNull();
    assertThat(run.claimedBy()).isEqualTo("a");
    assertThat(registry.gateResults(run.id())).isEqualTo(decision(true).results());
    assertThatThrownBy(() -> registry.fail(claim, "x"))
        .isInstanceOf(LeaseLostException.class)
        .hasMessage("run: 1 is ACCEPTED by a, attempt 1 (expected: open, by a, attempt 1)");
  }

  @Test
  void isRefusedWithItsDecisionAndTheVersionIsDiscarded() throws Exception {
    registry.request(request("taxi", "drift/1"));
    RunClaim claim = claim("a");
    long version = registry.allocateVersion("taxi", claim.run().id());
    registry.refuse(claim, decision(false), "MAE too large");

    TrainingRun run = registry.run(claim.run().id()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.REFUSED);
    assertThat(run.message()).isEqualTo("MAE too large");
    assertThat(registry.gateResults(run.id())).isEqualTo(decision(false).results());
    assertThat(registry.version("taxi", version).orElseThrow().state())
        .isEqualTo(VersionState.DISCARDED);
    assertThat(registry.claim("taxi", "b", LEASE)).isEmpty();
  }

  @Test
  void doesNotAcceptAnotherRunsVersion() {
    long foreign = ready(registry, "taxi");
    registry.request(request("taxi", "drift/1"));
    RunClaim claim = claim("a");
    assertThatThrownBy(() -> registry.accept(claim, foreign, decision(true)))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessage("version: taxi/1 was made by no run (expected: run 1)");
    assertThatThrownBy(() -> registry.accept(claim, 9, decision(true)))
        .hasMessage("version: taxi/9 (expected: one that exists)");
  }

  @Test
  void isAcceptedAndPromotedInOneStepOrNot() throws Exception {
    long old = ready(registry, "taxi");
    registry.promote(champion("taxi", old, null));
    registry.request(request("taxi", "drift/1"));
    RunClaim claim = claim("a");
    long version = registry.allocateVersion("taxi", claim.run().id());
    registry.markReady("taxi", version, Map.of(), "cd".repeat(32));

    assertThat(registry.acceptAndPromote(claim, decision(true), champion("taxi", version, null)))
        .isEqualTo(new PromotionResult(Outcome.CONFLICT, old));
    assertThat(registry.openRuns("taxi")).hasSize(1);

    clock.move(LEASE);
    RunClaim other = claim("b");
    assertThatThrownBy(
            () -> registry.acceptAndPromote(claim, decision(true), champion("taxi", version, old)))
        .isInstanceOf(LeaseLostException.class);
    assertThat(registry.alias("taxi", "champion").orElseThrow().version()).isEqualTo(old);

    assertThat(registry.acceptAndPromote(other, decision(true), champion("taxi", version, old)))
        .isEqualTo(new PromotionResult(Outcome.PROMOTED, version));
    assertThat(registry.alias("taxi", "champion").orElseThrow().version()).isEqualTo(version);
    assertThat(registry.run(claim.run().id()).orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
  }

  @Test
  void checksItsArguments() {
    assertThatThrownBy(() -> request("../x", "k"))
        .hasMessage("model: ../x (expected: [A-Za-z0-9][A-Za-z0-9_.-]*)");
    assertThatThrownBy(() -> request("taxi", " "))
        .hasMessage("requestKey: \" \" (expected: a key)");
    assertThatThrownBy(() -> registry.claim("taxi", "a", Duration.ZERO))
        .hasMessage("lease: PT0S (expected: more than nothing)");
    assertThatThrownBy(() -> new DataWindow(NOW, NOW))
        .hasMessage("to: " + NOW + " (expected: after " + NOW + ")");
  }

  private RunClaim claim(String worker) {
    return registry.claim("taxi", worker, LEASE).orElseThrow();
  }
}
