package io.millrace.models.training;

import io.millrace.models.inference.tensors.InputTensors;

/**
 * One feature of a model.
 *
 * @param name the column's name; {@value InputTensors#EVENT_TIME} for {@link Transform#CYCLIC_TIME}
 * @param transform how it enters the model
 * @param buckets for {@link Transform#CATEGORY} the size of the vocabulary: the most frequent
 *     values stay themselves, the others become one; 0 for the other transforms
 * @param dimensions the size of a category's (or hour's, or weekday's) embedding, which the hidden
 *     layers see; 0 for none, which leaves a weight a category; 0 for numbers
 */
public record FeatureSpec(String name, Transform transform, int buckets, int dimensions) {

  public FeatureSpec {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("feature: \"\" (expected: a column's name)");
    }
    boolean category = transform == Transform.CATEGORY;
    boolean time = transform == Transform.CYCLIC_TIME;
    boolean fits = category ? buckets >= 1 : buckets == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "feature "
              + name
              + ": buckets "
              + buckets
              + " (expected: "
              + (category ? ">= 1)" : "0)"));
    }
    boolean embeds = category || time;
    if (dimensions < 0 || (dimensions > 0 && !embeds)) {
      throw new IllegalArgumentException(
          "feature "
              + name
              + ": dimensions "
              + dimensions
              + (embeds ? " (expected: >= 0)" : " (expected: 0)"));
    }
    if (time != name.equals(InputTensors.EVENT_TIME)) {
      throw new IllegalArgumentException(
          "feature "
              + name
              + ": "
              + transform
              + " (expected: CYCLIC_TIME and no other for "
              + InputTensors.EVENT_TIME
              + ")");
    }
  }

  public static FeatureSpec numeric(String name) {
    return new FeatureSpec(name, Transform.NUMERIC, 0, 0);
  }

  public static FeatureSpec log(String name) {
    return new FeatureSpec(name, Transform.LOG, 0, 0);
  }

  public static FeatureSpec category(String name, int buckets, int dimensions) {
    return new FeatureSpec(name, Transform.CATEGORY, buckets, dimensions);
  }

  public static FeatureSpec cyclicTime(int dimensions) {
    return new FeatureSpec(InputTensors.EVENT_TIME, Transform.CYCLIC_TIME, 0, dimensions);
  }
}
