package io.millrace.models.statistics;

/** How the values of a feature are looked at. */
enum FeatureKind {
  /** Numbers: moments, quantiles, histograms. */
  NUMBERS,
  /** Strings: how often which one comes. */
  STRINGS,
  /** Strings too many to count: only their lengths. */
  FREE_TEXT,
  /** Strings that are short enough to be counted whole, since the schema says so. */
  CATEGORIES,
  /** Whole numbers that are categories: counted as strings. */
  INT_CATEGORIES,
  /** Numbers that are categories: counted as strings. */
  FLOAT_CATEGORIES,
  /** Byte strings that are no text. */
  BYTES,
  /** Structs: only how many. */
  STRUCTS
}
