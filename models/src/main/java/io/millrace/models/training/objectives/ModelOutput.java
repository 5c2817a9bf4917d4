package io.millrace.models.training.objectives;

import org.tensorflow.Operand;

/**
 * One of a model's outputs.
 *
 * @param name in the signature
 * @param width values a row; 0 for one, without a dimension of its own
 */
public record ModelOutput(String name, Operand<?> value, int width) {}
