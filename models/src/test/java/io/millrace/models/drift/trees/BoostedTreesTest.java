package io.millrace.models.drift.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Expected values are those of scikit-learn 1.9 on the same rows. */
class BoostedTreesTest {

  /** One tree that counts in full is sklearn.tree.DecisionTreeRegressor. */
  @Test
  void growsTheTreeOfLeastSquares() {
    Random random = new Random(5);
    double[][] columns = uniform(random, 2, 40);
    double[] targets = new double[40];
    for (int i = 0; i < 40; i++) {
      targets[i] =
          columns[0][i] * columns[1][i] + (columns[0][i] > 0.5 ? 1 : 0) + 0.1 * random.nextDouble();
    }
    BoostedTrees tree =
        BoostedTrees.regression(columns, targets, new BoostingSettings(1, 3, 1, 4, 0, 64));
    assertThat(tree.predict(new double[] {0.25, 0.75})).isCloseTo(0.172409058532, within(1e-9));
    assertThat(tree.predict(new double[] {0.9, 0.1})).isCloseTo(1.210790410046, within(1e-9));
    assertThat(tree.predict(new double[] {0.6, 0.6})).isCloseTo(1.594522145739, within(1e-9));
  }

  /** GradientBoostingRegressor: 0.2967; the noise alone has 0.3, and another sample of it. */
  @Test
  void fitsNumbersAsWellAsOthers() {
    Random random = new Random(6);
    double[][] columns = uniform(random, 3, 2000);
    double[] targets = new double[2000];
    for (int i = 0; i < 2000; i++) {
      targets[i] =
          Math.sin(6 * columns[0][i]) + columns[1][i] * columns[1][i] + 0.3 * random.nextGaussian();
    }
    BoostedTrees trees =
        BoostedTrees.regression(
            half(columns), Arrays.copyOf(targets, 1000), BoostingSettings.DEFAULT);
    double square = 0;
    for (int i = 1000; i < 2000; i++) {
      double error = trees.predict(row(columns, i)) - targets[i];
      square += error * error;
    }
    assertThat(Math.sqrt(square / 1000)).isLessThan(0.305);
  }

  /** GradientBoostingClassifier on the like has a log loss of 0.458; always 1/2 has 0.693. */
  @Test
  void fitsProbabilities() {
    Random random = new Random(6);
    double[][] columns = uniform(random, 3, 2000);
    boolean[] positive = new boolean[2000];
    for (int i = 0; i < 2000; i++) {
      positive[i] = columns[0][i] + columns[1][i] + 0.3 * random.nextGaussian() > 1;
    }
    BoostedTrees trees =
        BoostedTrees.classification(
            half(columns), Arrays.copyOf(positive, 1000), BoostingSettings.DEFAULT);
    double loss = 0;
    for (int i = 1000; i < 2000; i++) {
      double probability = trees.predict(row(columns, i));
      loss -= Math.log(positive[i] ? probability : 1 - probability) / 1000;
    }
    assertThat(loss).isLessThan(0.48);
  }

  /** Missing values are where the target is 5, so a stump parts them from all others. */
  @Test
  void splitsMissingValuesOff() {
    double[] column = {1, Double.NaN, 2, Double.NaN, 3, Double.NaN};
    double[] targets = {1, 5, 1, 5, 1, 5};
    BoostedTrees stump =
        BoostedTrees.regression(
            new double[][] {column}, targets, new BoostingSettings(1, 1, 1, 1, 0, 8));
    assertThat(stump.predict(new double[] {Double.NaN})).isCloseTo(5, within(1e-12));
    assertThat(stump.predict(new double[] {2})).isCloseTo(1, within(1e-12));
    assertThat(stump.predict(new double[] {99})).isCloseTo(1, within(1e-12));
  }

  @Test
  void isTheSameAfterItsBytes() throws IOException {
    Random random = new Random(8);
    double[][] columns = uniform(random, 2, 500);
    columns[1][3] = Double.NaN;
    BoostedTrees trees = BoostedTrees.regression(columns, columns[0], BoostingSettings.DEFAULT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trees.writeTo(new DataOutputStream(bytes));
    BoostedTrees read =
        BoostedTrees.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = 0; i < 500; i++) {
      assertThat(read.predict(row(columns, i))).isEqualTo(trees.predict(row(columns, i)));
    }
  }

  @Test
  void isTheMeanWhereNothingCanBeSplit() {
    BoostedTrees trees =
        BoostedTrees.regression(
            new double[][] {{7, 7, 7}}, new double[] {1, 2, 6}, BoostingSettings.DEFAULT);
    assertThat(trees.predict(new double[] {7})).isCloseTo(3, within(1e-12));
  }

  @Test
  void refusesWhatCannotBeFitted() {
    assertThatThrownBy(
            () ->
                BoostedTrees.classification(
                    new double[][] {{1, 2}}, new boolean[] {true, true}, BoostingSettings.DEFAULT))
        .hasMessage("share of the class: 1.0 (expected: above 0, below 1)");
    assertThatThrownBy(() -> new BoostingSettings(100, 9, 0.1, 20, 1, 64))
        .hasMessage("depth: 9.0 (expected: 1..8)");
  }

  private static double[][] uniform(Random random, int features, int rows) {
    double[][] columns = new double[features][rows];
    for (double[] column : columns) {
      for (int i = 0; i < rows; i++) {
        column[i] = random.nextDouble();
      }
    }
    return columns;
  }

  private static double[][] half(double[][] columns) {
    double[][] half = new double[columns.length][];
    for (int i = 0; i < half.length; i++) {
      half[i] = Arrays.copyOf(columns[i], columns[i].length / 2);
    }
    return half;
  }

  private static double[] row(double[][] columns, int at) {
    double[] row = new double[columns.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = columns[i][at];
    }
    return row;
  }
}
