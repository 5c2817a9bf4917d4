package io.millrace.models.inference;

import java.util.concurrent.atomic.AtomicInteger;

/** A model that is in use: by being the current one, and by every lease. The last one closes it. */
final class LoadedModel {
  private final ModelLocation location;
  private final SavedModel model;
  private final ModelLoad load;
  private final AtomicInteger uses = new AtomicInteger(1);

  LoadedModel(ModelLocation location, SavedModel model, ModelLoad load) {
    this.location = location;
    this.model = model;
    this.load = load;
  }

  ModelLocation location() {
    return location;
  }

  SavedModel model() {
    return model;
  }

  ModelLoad load() {
    return load;
  }

  /** Counts one more use; false when the model has had its last and is closed. */
  boolean retain() {
    for (int seen = uses.get(); seen > 0; seen = uses.get()) {
      if (uses.compareAndSet(seen, seen + 1)) {
        return true;
      }
    }
    return false;
  }

  void release() {
    if (uses.decrementAndGet() == 0) {
      model.close();
    }
  }
}
