package io.millrace.models.training.objectives;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.millrace.models.data.Column;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a model is to predict, and what its training makes small. To add one: a record that
 * implements this, named here.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Regression.class, name = "regression"),
  @JsonSubTypes.Type(value = Binary.class, name = "binary"),
  @JsonSubTypes.Type(value = MultiClass.class, name = "multi_class")
})
public sealed interface Objective permits Regression, Binary, MultiClass {

  /** The names of the classes; empty for a regression. */
  List<String> classNames();

  /** How many numbers a row the network gives. */
  int width();

  /**
   * Reads a column of labels.
   *
   * @throws IllegalArgumentException when it is of a type that no label can have
   */
  RowLabels labels(String name, Column column);

  /** The scale of labels with these moments. */
  LabelScale scale(LabelMoments moments);

  /**
   * The loss of each row, of shape [rows].
   *
   * @param given by the network, of shape [rows, {@link #width}]
   * @param labels as they are learnt: scaled, or the numbers of classes, of shape [rows]
   */
  Operand<TFloat32> losses(
      Ops tf, LabelScale scale, Operand<TFloat32> given, Operand<TFloat32> labels);

  /** What a model gives to those who call it, the rows first in each shape. */
  List<ModelOutput> outputs(Ops tf, LabelScale scale, Operand<TFloat32> given);
}
