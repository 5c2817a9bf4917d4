package io.millrace.models.inference.serving;

import java.io.Serializable;
import java.util.List;

/**
 * Where predictions come from: a model in this process, several versions of one, a table, a remote
 * server. It travels with a pipeline to the workers, and each opens it there.
 *
 * <p>To add a way to predict: one class that implements this; {@link LocalModel} is the simplest.
 */
public interface ModelHandler extends Serializable {

  /** What the handler is known by, in messages and metrics, such as {@code directory:/models/a}. */
  String name();

  /**
   * What its predictions depend on besides its name, such as the signature: handlers of one name
   * with equal settings may be given each other's predictions.
   */
  default Object settings() {
    return List.of();
  }

  /** Opens it for one caller; what is costly is shared by all callers of a process. */
  ModelAccess open();
}
