package io.millrace.models.training.features;

import java.util.List;

/**
 * A kind of transformation with its parameters: a record whose components are the parameters, with
 * a public constructor without arguments for the defaults. {@link FeatureTransforms} finds it
 * through {@link java.util.ServiceLoader}.
 */
public interface FeatureTransform {

  /** The name in configuration, such as {@code min_max}. */
  String name();

  /** How many columns it takes. */
  default Arity arity() {
    return Arity.ONE;
  }

  /** What the columns are looked at as. */
  ColumnUse use();

  /** Whether the statistics have to count the columns. */
  default boolean isCounted() {
    return true;
  }

  /** The columns besides those that the feature names, such as weights; they are not counted. */
  default List<String> furtherColumns() {
    return List.of();
  }

  /** The class of the encoders that {@link #fit} gives, a record, for their JSON form. */
  Class<? extends FeatureEncoder> encoderType();

  /**
   * Fits an encoder to the statistics of the training rows.
   *
   * @param feature whose transformation this is
   * @throws IllegalArgumentException when a column does not suit; the message names it
   */
  FeatureEncoder fit(FeatureSpec feature, ColumnFigures figures);

  /** How many columns a transformation takes. */
  enum Arity {
    ONE,
    /** Two or more. */
    SEVERAL;

    boolean takes(int columns) {
      return this == ONE ? columns == 1 : columns >= 2;
    }
  }

  /** What a column is looked at as. */
  enum ColumnUse {
    /** FLOAT or INT columns, as numbers. */
    NUMBER,
    /** STRING columns, and INT columns as decimal text. */
    CATEGORY,
    /** The event time, or FLOAT or INT columns of times. */
    TIME,
    /** FLOAT columns as numbers, others as categories, and the event time. */
    ANY;

    boolean takesEventTime() {
      return this == TIME || this == ANY;
    }
  }
}
