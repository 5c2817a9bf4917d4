package io.millrace.models.evaluation;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.inference.BatchPredictor;
import org.jspecify.annotations.Nullable;

/** Measures a challenger and the champion on the same held-out rows, batch by batch. */
public final class Comparison {
  private final Evaluation challengers;
  private final @Nullable Evaluation champions;
  private final PairedLoss losses;

  /**
   * A comparison without rows.
   *
   * @param spec what is measured; that which gates ask for is in it
   * @param hasChampion false for the first model
   */
  public Comparison(EvaluationSpec spec, boolean hasChampion) {
    challengers = new Evaluation(spec);
    champions = hasChampion ? new Evaluation(spec) : null;
    losses = new PairedLoss(spec.task());
  }

  /**
   * Adds rows.
   *
   * @param columns the columns that slices go by
   * @param champion null for the first model; else the same labels and keys
   */
  public void add(ColumnBatch columns, Evaluated challenger, @Nullable Evaluated champion) {
    challengers.add(columns, challenger);
    if (champions != null && champion != null) {
      champions.add(columns, champion);
    }
    pair(challenger, champion);
  }

  /** Adds rows where there are no slices to find. */
  public void add(Evaluated challenger, @Nullable Evaluated champion) {
    challengers.add(challenger);
    if (champions != null && champion != null) {
      champions.add(champion);
    }
    pair(challenger, champion);
  }

  private void pair(Evaluated challenger, @Nullable Evaluated champion) {
    if ((champion == null) != (champions == null)) {
      throw new IllegalArgumentException(
          "champion: "
              + (champion == null ? "no predictions" : "predictions")
              + " (expected: as said at first)");
    }
    if (champion != null) {
      if (champion.rows() != challenger.rows()) {
        throw new IllegalArgumentException(
            "champion: " + champion.rows() + " rows (expected: " + challenger.rows() + ")");
      }
      losses.add(challenger, champion);
    }
  }

  /** Adds rows as the models predict them. */
  public void add(
      ColumnBatch rows,
      EvaluationColumns columns,
      BatchPredictor challenger,
      @Nullable BatchPredictor champion) {
    add(
        rows,
        columns.of(rows, challenger.predict(rows)),
        champion == null ? null : columns.of(rows, champion.predict(rows)));
  }

  /** Both models as gates see them. */
  public Candidates candidates(ModelChecks checks) {
    return new Candidates(
        challengers.result(), champions == null ? null : champions.result(), losses, checks);
  }
}
