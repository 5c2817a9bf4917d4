package io.millrace.pipelines.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints how a training run ended. */
final class RunPrinter {
  private final Registry registry;

  RunPrinter(Registry registry) {
    this.registry = registry;
  }

  /** A run for programs. */
  record Ended(
      long run,
      String state,
      @Nullable Long version,
      @Nullable String message,
      Map<String, Double> metrics,
      List<GateResult> gates) {}

  Ended ended(TrainingRun run) {
    Long version = run.version();
    return new Ended(
        run.id(),
        run.state().name(),
        version,
        run.message(),
        version == null
            ? Map.of()
            : registry.version(run.model(), version).map(ModelVersion::metrics).orElse(Map.of()),
        registry.gateResults(run.id()));
  }

  void print(TrainingRun run, JsonOption json) throws JsonProcessingException {
    Ended ended = ended(run);
    if (json.print(ended)) {
      return;
    }
    Table table = new Table("GATE", "PASSED", "REASON");
    ended
        .gates()
        .forEach(gate -> table.row(gate.gate(), gate.passed() ? "yes" : "no", gate.reason()));
    if (!ended.gates().isEmpty()) {
      table.print(System.out);
    }
    Long version = ended.version();
    System.out.println(
        "run "
            + run.id()
            + ": "
            + run.state()
            + (version == null ? "" : ", version " + version)
            + (run.message() == null ? "" : ": " + run.message()));
    if (!ended.metrics().isEmpty()) {
      System.out.println("held-out rows: " + Table.figures(ended.metrics()));
    }
  }
}
