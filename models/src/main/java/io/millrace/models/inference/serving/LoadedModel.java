package io.millrace.models.inference.serving;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that is in use: by being the current one, and by every lease. The last one closes it. */
final class LoadedModel {
  private final ModelLocation location;
  private final SavedModel model;
  private final ModelLoad load;
  private final AtomicInteger uses = new AtomicInteger(1);

  private LoadedModel(ModelLocation location, SavedModel model, ModelLoad load) {
    this.location = location;
    this.model = model;
    this.load = load;
  }

  /** Loads a version, as one use of it. */
  static LoadedModel load(ModelLocation location, ModelOptions options)
      throws ModelRejectedException {
    long start = System.nanoTime();
    SavedModel model = SavedModel.load(location.directory(), options);
    try {
      return new LoadedModel(location, model, ModelLoad.since(start, location));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
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

  /** True when somebody holds it besides the one that loaded it. */
  boolean isLeased() {
    return uses.get() > 1;
  }

  void release() {
    if (uses.decrementAndGet() == 0) {
      model.close();
    }
  }
}
