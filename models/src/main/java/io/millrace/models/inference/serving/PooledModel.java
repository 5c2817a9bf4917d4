package io.millrace.models.inference.serving;

/**
 * Predicts with a SavedModel inside the process that shares a memory budget with others: for many
 * models of which few are asked at a time. It is loaded when it is first asked and unloaded when
 * others need the room; a new version is loaded in the background, as a {@link LocalModel}'s is.
 *
 * @param local which version is in force, and how it is loaded and fed
 * @param budget how much memory all models with an equal budget may take in a process
 */
public record PooledModel(LocalModel local, MemoryBudget budget) implements ModelHandler {

  @Override
  public String name() {
    return local.name();
  }

  @Override
  public Object settings() {
    return local.settings();
  }

  @Override
  public ModelAccess open() {
    return ServedModel.pooled(local.source(), local.options(), local.pollInterval(), budget);
  }
}
