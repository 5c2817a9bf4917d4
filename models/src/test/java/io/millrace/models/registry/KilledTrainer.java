package io.millrace.models.registry;

import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.inference.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that asks for runs, carries them out and promotes what it published, until it is
 * killed. The model that it publishes was trained before: what is tried is everything after.
 */
final class KilledTrainer {
  static final String MODEL = "line";
  static final String CHAMPION = "champion";

  // So short that a killed worker's run is soon taken over, and a slow worker loses its own.
  private static final Duration LEASE = Duration.ofMillis(500);

  private final Registry registry;
  private final ModelStore models;
  private final Path trained;
  private final String name;

  private KilledTrainer(Registry registry, ModelStore models, Path trained, String name) {
    this.registry = registry;
    this.models = models;
    this.trained = trained;
    this.name = name;
  }

  /** Arguments: the registry, the directory of the store, the trained model, the worker's name. */
  public static void main(String[] arguments) throws Exception {
    try (Registry registry = Registry.open(arguments[0])) {
      KilledTrainer trainer =
          new KilledTrainer(
              registry, new ModelStore(Path.of(arguments[1])), Path.of(arguments[2]), arguments[3]);
      System.out.println("ready");
      // Its parent's end is its end too.
      while (System.in.available() == 0) {
        trainer.step();
      }
    }
  }

  private void step() throws Exception {
    long ended = registry.runs(MODEL).stream().filter(run -> !run.state().open()).count();
    registry.request(Requests.request(MODEL, "wish-" + ended));
    Optional<RunClaim> claim = registry.claim(MODEL, name, LEASE);
    if (claim.isPresent()) {
      try {
        carryOut(claim.get());
      } catch (LeaseLostException e) {
        System.out.println("lost " + claim.get().run().id());
      }
    } else {
      Thread.sleep(5);
    }
  }

  private void carryOut(RunClaim claim) throws IOException, LeaseLostException {
    long run = claim.run().id();
    registry.recordMetrics(claim, claim.attempt(), Map.of("loss", 1.0 / claim.attempt()));
    long version = registry.allocateVersion(MODEL, run);
    Path published = models.publish(MODEL, version, trained);
    registry.markReady(MODEL, version, Map.of("mae", 1.0), Manifest.sha256Of(published));
    registry.toEvaluating(claim);
    Long now = registry.alias(MODEL, CHAMPION).map(AliasTarget::version).orElse(null);
    GateResult passed = new GateResult("always", true, Map.of(), "this is a test of kills");
    registry.acceptAndPromote(
        claim,
        new GateDecision(List.of(passed), true, "always"),
        new Promotion(MODEL, CHAMPION, version, now, name, "newer", run, null));
  }
}
