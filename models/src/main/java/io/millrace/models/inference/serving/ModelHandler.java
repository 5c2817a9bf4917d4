package io.millrace.models.inference.serving;

import java.io.Serializable;

/**
 * Where predictions come from: a model in this process, several versions of one, a table, a remote
 * server. It travels with a pipeline to the workers, and each opens it there.
 *
 * <p>To add a way to predict: one class that implements this; {@link LocalModel} is the simplest.
 */
public interface ModelHandler extends Serializable {

  /** What the handler is known by, in messages and metrics, such as {@code directory:/models/a}. */
  String name();

  /** Opens it for one caller; what is costly is shared by all callers of a process. */
  ModelAccess open();
}
