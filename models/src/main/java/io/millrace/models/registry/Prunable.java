package io.millrace.models.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Says which versions' files need not be kept. Writers need the model's lock. */
final class Prunable {
  private Prunable() {}

  static List<ModelVersion> list(Handle handle, String model, Retention retention, Instant now) {
    List<ModelVersion> versions = ModelVersions.list(handle, model);
    Set<Long> kept = everAliased(handle, model);
    kept.addAll(newestReady(versions, retention.keep()));
    Set<Long> openRuns =
        RunRows.list(handle, model, true).stream().map(TrainingRun::id).collect(Collectors.toSet());
    Instant newest = now.minus(retention.olderThan());
    return versions.stream()
        .filter(version -> version.state() != VersionState.STAGED)
        .filter(version -> version.createdAt().isBefore(newest))
        .filter(version -> !kept.contains(version.version()))
        .filter(version -> !openRuns.contains(Objects.requireNonNullElse(version.runId(), -1L)))
        .toList();
  }

  private static List<Long> newestReady(List<ModelVersion> versions, int count) {
    List<Long> ready = new ArrayList<>();
    for (int i = versions.size() - 1; i >= 0 && ready.size() < count; i--) {
      if (versions.get(i).state() == VersionState.READY) {
        ready.add(versions.get(i).version());
      }
    }
    return ready;
  }

  private static Set<Long> everAliased(Handle handle, String model) {
    Set<Long> versions = new HashSet<>();
    for (AliasChange change : Aliases.history(handle, model)) {
      versions.add(change.to());
    }
    return versions;
  }

  static boolean mark(Handle handle, String model, long version) {
    if (everAliased(handle, model).contains(version)) {
      return false;
    }
    return handle
            .createUpdate(
                """
                UPDATE model_versions SET state = 'PRUNED', reason = 'pruned to save space'
                WHERE model = :model AND version = :version AND state = 'READY'
                """)
            .bind("model", model)
            .bind("version", version)
            .execute()
        == 1;
  }
}
