package io.millrace.models.training;

/**
 * Encoders that were fitted anew make other numbers or slots of a row than those of the model that
 * a training starts from, as when a column lacks values for the first time. Starting with that
 * model's own encoders ({@link WarmStart.Takes#WEIGHTS}) still works.
 */
public final class EncodersMisfitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  EncodersMisfitException(String message) {
    super(message);
  }
}
