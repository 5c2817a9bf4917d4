package io.millrace.models.training.features;

/** How the values of a row's list become one; an empty list becomes 0. */
public enum Pooling {
  /** Not at all: a row has one value or none. */
  NONE,
  /** Σ wᵢ xᵢ / Σ wᵢ, with weights of 1 where there are none. */
  MEAN,
  /** Σ wᵢ xᵢ. */
  SUM,
  /** max wᵢ xᵢ, for each dimension of an embedding by itself. */
  MAX;

  /** Whether the column's rows have lists. */
  public boolean isPooled() {
    return this != NONE;
  }
}
