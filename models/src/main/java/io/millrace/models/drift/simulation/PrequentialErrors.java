package io.millrace.models.drift.simulation;

import io.millrace.models.drift.streams.LabelledStream;
import io.millrace.models.drift.streams.ValueStream;

/**
 * The errors, 0 or 1, of a classifier that predicts each row before it learns it. When a change was
 * seen, it starts over with a new classifier.
 */
final class PrequentialErrors implements ValueStream {
  private final LabelledStream stream;
  private final double[] row;
  private NaiveBayes learner;

  PrequentialErrors(LabelledStream stream) {
    this.stream = stream;
    this.row = new double[stream.attributes()];
    this.learner = new NaiveBayes(stream);
  }

  @Override
  public double next() {
    int label = stream.next(row);
    int predicted = learner.predict(row);
    learner.learn(row, label);
    return predicted == label ? 0 : 1;
  }

  @Override
  public void changed() {
    learner = new NaiveBayes(stream);
  }
}
