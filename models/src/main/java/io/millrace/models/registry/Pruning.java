package io.millrace.models.registry;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes old artifacts that no alias ever meant; their rows, runs and lineage stay.
 *
 * <p>A READY version becomes PRUNED in the registry before its files go, so that nobody can promote
 * it meanwhile; whoever is killed between the two leaves files that the next pruning deletes, as it
 * does those of DISCARDED and QUARANTINED versions. Versions of runs that have not ended stay.
 */
public final class Pruning {
  private final Registry registry;
  private final ModelStore models;
  private final String model;

  public Pruning(Registry registry, ModelStore models, String model) {
    this.registry = registry;
    this.models = models;
    this.model = model;
  }

  /** The versions whose files {@link #run} would delete now, oldest first. */
  public List<ModelVersion> plan(Retention retention, Instant now) throws IOException {
    Set<Long> stored = new HashSet<>(models.versions(model));
    return registry.prunable(model, retention, now).stream()
        .filter(version -> stored.contains(version.version()))
        .toList();
  }

  /** Deletes the files of what {@link #plan} says, and says what it deleted. */
  public List<ModelVersion> run(Retention retention, Instant now) throws IOException {
    List<ModelVersion> pruned = new ArrayList<>();
    Set<Long> stored = new HashSet<>(models.versions(model));
    for (ModelVersion version : registry.prunable(model, retention, now)) {
      if (version.state() != VersionState.READY || registry.markPruned(model, version.version())) {
        // Also where no version is complete: a broken publication has left something, or nothing.
        models.delete(model, version.version());
        if (stored.contains(version.version())) {
          pruned.add(version);
        }
      }
    }
    models.sweep(model, now.minus(retention.olderThan()));
    return pruned;
  }
}
