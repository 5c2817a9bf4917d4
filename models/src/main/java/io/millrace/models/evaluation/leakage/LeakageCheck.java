package io.millrace.models.evaluation.leakage;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.leakage.LeakageFinding.Kind;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.FeatureFigures;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before training, for features that know the label or that will not be there when the model
 * predicts.
 *
 * <ul>
 *   <li><b>Predicts the label.</b> Of a sample of up to 50,000 rows, chosen by the hashes of their
 *       ids, one half is used to fit the mean label in each bin of the feature (64 quantile bins,
 *       or the 64 most frequent values), the other half to score it: R² of a regression, {@code 2 ·
 *       AUC - 1} of classes, the highest over several. It is suspicious if the score is at least
 *       {@link LeakageLimits#alone}; or if it is at least {@link LeakageLimits#floor} and, of three
 *       or more features, at least {@link LeakageLimits#share} of the score of all together, fitted
 *       one after the other to what was left over, best first: then the others add nothing to it.
 *   <li><b>Later than the event.</b> The feature is a time (see {@code LaterThanEvent}) and in at
 *       least {@link LeakageLimits#laterRows} of its rows after the record's.
 *   <li><b>Rare at serving.</b> The share of rows that have it in the serving statistics is below
 *       {@link LeakageLimits#presence} times that in the training data.
 * </ul>
 *
 * <p>A finding is a suspicion: a feature may well be that good. It costs one reading of the data
 * and memory for the sample.
 */
public final class LeakageCheck {
  private static final int MOST_SAMPLED = 50_000;
  private static final int LEAST_SAMPLED = 100;

  private final EvaluationColumns columns;
  private final List<String> features;
  private final LeakageLimits limits;

  /**
   * A check of these features.
   *
   * @param columns where the label stands
   */
  public LeakageCheck(EvaluationColumns columns, List<String> features, LeakageLimits limits) {
    this.columns = columns;
    this.features = List.copyOf(features);
    this.limits = limits;
  }

  /**
   * Looks at training data.
   *
   * @param serving statistics of the records that are predicted on; null if there are none yet
   * @return the findings by feature, in the order of the features
   */
  public List<LeakageFinding> run(TrainingData data, @Nullable DatasetStatistics serving)
      throws IOException {
    RowSampling sample = new RowSampling(columns, MOST_SAMPLED);
    Map<String, LaterThanEvent> times = new LinkedHashMap<>();
    Map<String, Long> present = new LinkedHashMap<>();
    long rows = 0;
    try (BatchCursor cursor = data.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        rows += batch.rows();
        sample.add(batch);
        for (String feature : features) {
          Column column = batch.column(feature);
          if (column != null) {
            times.computeIfAbsent(feature, name -> new LaterThanEvent()).add(batch, column);
            present.merge(feature, (long) batch.rows() - column.validity().missing(), Long::sum);
          }
        }
      }
    }
    List<LeakageFinding> findings = new ArrayList<>(predictive(sample));
    times.forEach((feature, time) -> addIfLater(findings, feature, time.share()));
    for (String feature : features) {
      if (serving != null && rows > 0) {
        addIfRare(findings, feature, (double) present.getOrDefault(feature, 0L) / rows, serving);
      }
    }
    findings.sort(Comparator.comparingInt(finding -> features.indexOf(finding.feature())));
    return findings;
  }

  private List<LeakageFinding> predictive(RowSampling sample) {
    List<LeakageFinding> findings = new ArrayList<>();
    if (sample.rows() < LEAST_SAMPLED) {
      return findings;
    }
    Map<String, int[]> bins = new LinkedHashMap<>();
    for (String feature : features) {
      int[] binned = FeatureBins.of(sample.batches(), feature, sample.rows());
      if (binned != null) {
        bins.put(feature, binned);
      }
    }
    boolean[] fitted = sample.fitted();
    Map<String, Double> scores = new LinkedHashMap<>();
    double together = 0;
    for (double[] target : targets(sample.labels())) {
      BinMeans model = new BinMeans(target, fitted);
      Map<String, Double> alone = new LinkedHashMap<>();
      bins.forEach((name, binned) -> alone.put(name, score(model, List.of(binned))));
      alone.forEach((name, score) -> scores.merge(name, score, Math::max));
      List<int[]> bestFirst =
          alone.entrySet().stream()
              .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
              .map(entry -> bins.getOrDefault(entry.getKey(), new int[0]))
              .toList();
      together = Math.max(together, score(model, bestFirst));
    }
    for (Map.Entry<String, Double> entry : scores.entrySet()) {
      addIfPredictive(findings, entry.getKey(), entry.getValue(), together, scores.size());
    }
    return findings;
  }

  /** The label itself, or for each class whether it is that one. */
  private List<double[]> targets(double[] labels) {
    if (columns.task() != Task.MULTI_CLASS) {
      return List.of(labels);
    }
    List<double[]> targets = new ArrayList<>();
    for (int c = 0; c < columns.classes().size(); c++) {
      double[] target = new double[labels.length];
      for (int row = 0; row < target.length; row++) {
        target[row] = labels[row] == c ? 1 : 0;
      }
      targets.add(target);
    }
    return targets;
  }

  private double score(BinMeans model, List<int[]> bins) {
    double[] predictions = model.predict(bins);
    return columns.task() == Task.REGRESSION
        ? model.rSquared(predictions)
        : model.gini(predictions);
  }

  private void addIfPredictive(
      List<LeakageFinding> findings, String feature, double score, double all, int count) {
    double share = all > 0 ? score / all : 0;
    boolean outdoes = count >= 3 && score >= limits.floor() && share >= limits.share();
    if (score < limits.alone() && !outdoes) {
      return;
    }
    String measure = columns.task() == Task.REGRESSION ? "R²" : "2 · AUC - 1";
    findings.add(
        new LeakageFinding(
            feature,
            Kind.PREDICTS_LABEL,
            score,
            score >= limits.alone() ? limits.alone() : limits.floor(),
            String.format(
                Locale.ROOT,
                "predicts the label alone with %s %.4f; all features together %.4f"
                    + " (expected: below %.2f, or the others to add something)",
                measure,
                score,
                all,
                limits.alone())));
  }

  private void addIfLater(List<LeakageFinding> findings, String feature, double share) {
    if (share >= limits.laterRows()) {
      findings.add(
          new LeakageFinding(
              feature,
              Kind.LATER_THAN_EVENT,
              share,
              limits.laterRows(),
              String.format(
                  Locale.ROOT,
                  "is a time after the record's own in %.1f %% of the rows (expected: below %.1f"
                      + " %%)",
                  100 * share,
                  100 * limits.laterRows())));
    }
  }

  private void addIfRare(
      List<LeakageFinding> findings, String feature, double training, DatasetStatistics serving) {
    FeatureFigures figures = serving.figures(new FeaturePath(List.of(feature)));
    double present =
        figures == null || figures.rows() == 0
            ? 0
            : (double) (figures.rows() - figures.missingRows()) / figures.rows();
    if (serving.rows() > 0 && present < limits.presence() * training) {
      findings.add(
          new LeakageFinding(
              feature,
              Kind.RARE_AT_SERVING,
              present,
              limits.presence() * training,
              String.format(
                  Locale.ROOT,
                  "is present in %.2f %% of the rows that are predicted on, in training in %.2f %%"
                      + " (expected: at least %.2f %%)",
                  100 * present,
                  100 * training,
                  100 * limits.presence() * training)));
    }
  }
}
