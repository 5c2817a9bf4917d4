package io.millrace.models.drift.distances;

/** What a bin holds, as seen from the reference. */
public enum BinKind {
  /** Numbers within the reference's range, or one of its categories. */
  INNER,
  /** Numbers below or above the reference's range. */
  OUTSIDE,
  /** What the reference may well have none of: missing, not a number, infinite, unseen category. */
  SPECIAL
}
