package io.millrace.models.validation.checks;

import io.millrace.models.data.Compat;
import io.millrace.models.schema.ObservedDataset;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.SchemaOrBuilder;

/**
 * What all features of one data set are checked with.
 *
 * @param schema where the default environments are from
 * @param environment what the data is for; null for anything
 * @param data the data set as a whole
 * @param previousSpan the data set before this one, for drift; null if there is none
 * @param serving the data that was served, for skew; null if there is none
 * @param previousVersion this data set as it was before; null if there is none
 * @param compat whose behaviour applies where TFDV has a bug
 * @param enumDeleteThreshold a string domain that grows to this many values is dropped; 0 for never
 */
public record CheckContext(
    SchemaOrBuilder schema,
    @Nullable String environment,
    ObservedDataset data,
    @Nullable ObservedDataset previousSpan,
    @Nullable ObservedDataset serving,
    @Nullable ObservedDataset previousVersion,
    Compat compat,
    int enumDeleteThreshold) {

  boolean likeTfdv() {
    return compat == Compat.TFDV;
  }

  /** A bound that this value does not fall below; TFDV takes the nearest float, which it may. */
  float atMost(double value) {
    float nearest = (float) value;
    return nearest > value && !likeTfdv() ? Math.nextDown(nearest) : nearest;
  }

  /** A bound that this value does not exceed; TFDV takes the nearest float, which it may. */
  float atLeast(double value) {
    float nearest = (float) value;
    return nearest < value && !likeTfdv() ? Math.nextUp(nearest) : nearest;
  }

  /** A bound that this number does not exceed; TFDV cuts it off. */
  long wholeAtLeast(double number) {
    return (long) (likeTfdv() ? number : Math.ceil(number));
  }
}
