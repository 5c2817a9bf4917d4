package io.millrace.models.drift.multivariate;

import io.millrace.models.drift.trees.BoostedTrees;
import io.millrace.models.drift.trees.BoostingSettings;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether a classifier can tell current rows from reference rows: the area under the ROC curve of
 * boosted trees, each row judged by trees that did not see it (five folds, every fifth row of each
 * side). 0.5 if it cannot. That area is Mann-Whitney's U over n m, so without change its standard
 * deviation is about root((n + m + 1) / (12 n m)). Drift is above {@code threshold}, and above what
 * chance gives with 99 %.
 *
 * @param threshold NannyML's is 0.65
 */
public record DomainClassifier(double threshold) implements MultivariateTest {
  public static final DomainClassifier DEFAULT = new DomainClassifier(0.65);
  private static final int FOLDS = 5;
  private static final BoostingSettings TREES = new BoostingSettings(50, 3, 0.1, 20, 1, 32);
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  public DomainClassifier {
    if (!(threshold >= 0.5 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: 0.5..1)");
    }
  }

  @Override
  public String name() {
    return "domain_classifier";
  }

  @Override
  public String definition() {
    return "out-of-fold AUROC of boosted trees, 5 folds, threshold " + threshold;
  }

  @Override
  public MultivariateResult test(double[][] reference, double[][] current) {
    Rows.require(reference, current);
    int n = reference.length;
    int m = current.length;
    double[] scoresOfReference = new double[n];
    double[] scoresOfCurrent = new double[m];
    for (int fold = 0; fold < FOLDS; fold++) {
      BoostedTrees trees = fit(reference, current, fold);
      for (int row = fold; row < n; row += FOLDS) {
        scoresOfReference[row] = trees.predict(reference[row]);
      }
      for (int row = fold; row < m; row += FOLDS) {
        scoresOfCurrent[row] = trees.predict(current[row]);
      }
    }
    double area = RocCurve.area(scoresOfCurrent, scoresOfReference);
    double deviation = Math.sqrt((n + m + 1.0) / (12.0 * n * m));
    double bound = 0.5 + NORMAL.inverseCumulativeProbability(0.99) * deviation;
    return new MultivariateResult(
        name(),
        area,
        0,
        Math.max(threshold, bound),
        NORMAL.survivalProbability((area - 0.5) / deviation),
        n,
        m);
  }

  /** Trees of all rows but those of the fold. */
  private static BoostedTrees fit(double[][] reference, double[][] current, int fold) {
    int n = kept(reference.length, fold);
    int rows = n + kept(current.length, fold);
    double[][] columns = new double[reference[0].length][rows];
    boolean[] isCurrent = new boolean[rows];
    int next = copy(reference, fold, columns, 0);
    copy(current, fold, columns, next);
    Arrays.fill(isCurrent, next, rows, true);
    return BoostedTrees.classification(columns, isCurrent, TREES);
  }

  private static int kept(int rows, int fold) {
    return rows - (rows - fold + FOLDS - 1) / FOLDS;
  }

  private static int copy(double[][] rows, int fold, double[][] columns, int from) {
    int next = from;
    for (int row = 0; row < rows.length; row++) {
      if (row % FOLDS != fold) {
        for (int c = 0; c < columns.length; c++) {
          columns[c][next] = rows[row][c];
        }
        next++;
      }
    }
    return next;
  }
}
