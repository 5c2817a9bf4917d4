package io.millrace.models.training.network;

import org.tensorflow.ndarray.Shape;

/**
 * One set of weights of a network.
 *
 * @param deviation of its random values at the start; 0 if it starts at 0
 * @param penalised whether it shall be small
 * @param lookedUp whether only the rows of a batch's ids are read
 */
public record WeightSpec(
    String name, Shape shape, double deviation, boolean penalised, boolean lookedUp) {}
