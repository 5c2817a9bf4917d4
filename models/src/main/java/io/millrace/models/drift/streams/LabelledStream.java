package io.millrace.models.drift.streams;

/** A stream of rows with a class each, without an end; the same seed gives the same rows. */
public interface LabelledStream {

  /** The attributes of a row. */
  int attributes();

  /** How many values a nominal attribute has, told as 0, 1, ...; 0 for a numeric attribute. */
  default int values(int attribute) {
    return 0;
  }

  /** The classes, told as 0, 1, ... */
  default int classes() {
    return 2;
  }

  /** Fills in the attributes of the next row and gives its class. */
  int next(double[] row);
}
