package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.decision;
import static io.millrace.models.registry.Requests.ready;
import static io.millrace.models.registry.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.GateResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class DecisionsTest {
  private final Registry registry;

  DecisionsTest(TestDatabase database, @TempDir Path directory) {
    registry = Registry.open(database.create(directory));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void promotesWhatTheGatesLetPass() throws Exception {
    RunClaim claim = claim();
    long version = version(claim);
    Promotion promotion = champion("taxi", version, null);
    assertThatThrownBy(() -> registry.promoteDecided(promotion))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessageContaining("its gates said: nothing");
    registry.accept(claim, version, decision(true));
    assertThat(registry.promoteDecided(promotion).promoted()).isTrue();
    long fromElsewhere = ready(registry, "taxi");
    assertThat(registry.promoteDecided(champion("taxi", fromElsewhere, version)).promoted())
        .isTrue();
  }

  @Test
  void anOverrideBecomesPartOfTheDecision() throws Exception {
    RunClaim claim = claim();
    long version = version(claim);
    registry.refuse(claim, decision(false), "too large an error");
    Promotion promotion = champion("taxi", version, null);
    assertThatThrownBy(() -> registry.promoteDecided(promotion))
        .isInstanceOf(VersionUnavailableException.class);
    assertThat(registry.promoteOverridden(champion("taxi", version, 9L)).promoted()).isFalse();
    assertThat(registry.run(claim.run().id()).orElseThrow().decision()).isEqualTo(decision(false));

    assertThat(registry.promoteOverridden(promotion).promoted()).isTrue();
    TrainingRun run = registry.run(claim.run().id()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.REFUSED);
    assertThat(run.decision()).isEqualTo(decision(false).overridden("ann", "better"));
    assertThat(registry.gateResults(run.id()))
        .hasSize(3)
        .last()
        .extracting(GateResult::gate)
        .isEqualTo(GateDecision.OVERRIDE);
    // Once is enough: what was overridden has passed.
    registry.promoteOverridden(champion("taxi", version, version));
    assertThat(registry.gateResults(run.id())).hasSize(3);
  }

  private RunClaim claim() {
    registry.request(request("taxi", "k"));
    return registry.claim("taxi", "trainer", Duration.ofMinutes(5)).orElseThrow();
  }

  private long version(RunClaim claim) {
    long version = registry.allocateVersion("taxi", claim.run().id());
    registry.markReady("taxi", version, Map.of("mae", 1.0), "ab".repeat(32));
    return version;
  }
}
