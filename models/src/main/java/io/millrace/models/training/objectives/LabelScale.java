package io.millrace.models.training.objectives;

/**
 * From (transformed) labels to what the network learns, (label − mean) / deviation, and back.
 *
 * @param mean of the training rows' labels; 0 for classes
 * @param deviation of them, above 0; 1 for classes
 */
public record LabelScale(double mean, double deviation) {
  /** Labels as they are. */
  public static final LabelScale NONE = new LabelScale(0, 1);
}
