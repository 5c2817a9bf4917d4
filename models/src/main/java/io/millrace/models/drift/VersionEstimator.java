package io.millrace.models.drift;

import io.millrace.models.drift.performance.BinnedSums;
import io.millrace.models.drift.performance.ConfidenceBasedEstimator;
import io.millrace.models.drift.performance.DirectLossEstimator;
import io.millrace.models.drift.performance.Estimate;
import io.millrace.models.drift.performance.QualityEstimator;
import io.millrace.models.drift.performance.ReferenceBand;
import io.millrace.models.drift.performance.RowLoss;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What estimates the quality of one model version's predictions before their labels are there, and
 * what is usual for it. It learns from the first half of the rows that were held out from the
 * version's training; ten chunks of the other half say what is usual.
 *
 * @param estimator of rows as {@link ModelReference#encoder} encodes them
 * @param positive the label that means yes; NaN where labels are numbers
 * @param usual by metric
 */
public record VersionEstimator(
    QualityEstimator estimator, double positive, SortedMap<String, ReferenceBand> usual) {
  /** With fewer held-out rows nothing is learnt. */
  public static final int LEAST_ROWS = 200;

  private static final Path FILE = Path.of("assets.extra", "millrace", "estimator");
  private static final int VERSION = 1;
  private static final int CHUNKS = 10;
  private static final double THRESHOLD = 0.5;

  public VersionEstimator {
    usual = Collections.unmodifiableSortedMap(new TreeMap<>(usual));
  }

  /**
   * Of a regression.
   *
   * @param rows encoded
   * @param loss what is estimated the mean of
   * @throws IllegalArgumentException with fewer than {@link #LEAST_ROWS} rows
   */
  public static VersionEstimator ofNumbers(
      double[][] rows, double[] predictions, double[] labels, RowLoss loss) {
    int half = half(rows.length);
    double[][] features = new double[rows[0].length][half];
    for (int row = 0; row < half; row++) {
      for (int i = 0; i < features.length; i++) {
        features[i][row] = rows[row][i];
      }
    }
    QualityEstimator estimator =
        DirectLossEstimator.fit(
            features, Arrays.copyOf(predictions, half), Arrays.copyOf(labels, half), loss);
    return new VersionEstimator(
        estimator, Double.NaN, usual(estimator, rows, predictions, Double.POSITIVE_INFINITY));
  }

  /**
   * Of a classifier of two classes, which says yes from a score of a half on.
   *
   * @param scores of the positive class, 0..1
   * @param positive the label that means yes
   * @throws IllegalArgumentException with fewer than {@link #LEAST_ROWS} rows
   */
  public static VersionEstimator ofClasses(double[] scores, double[] labels, double positive) {
    int half = half(scores.length);
    boolean[] yes = new boolean[half];
    for (int row = 0; row < half; row++) {
      yes[row] = labels[row] == positive;
    }
    QualityEstimator estimator =
        ConfidenceBasedEstimator.fit(Arrays.copyOf(scores, half), yes, THRESHOLD);
    return new VersionEstimator(
        estimator, positive, usual(estimator, new double[scores.length][0], scores, 1));
  }

  private static int half(int rows) {
    if (rows < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "rows: " + rows + " (expected: " + LEAST_ROWS + " or more)");
    }
    return rows / 2;
  }

  private static SortedMap<String, ReferenceBand> usual(
      QualityEstimator estimator, double[][] rows, double[] predictions, double most) {
    int half = rows.length / 2;
    SortedMap<String, List<Double>> values = new TreeMap<>();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      BinnedSums sums = new BinnedSums();
      int to = half + (chunk + 1) * (rows.length - half) / CHUNKS;
      for (int row = half + chunk * (rows.length - half) / CHUNKS; row < to; row++) {
        estimator.add(sums, rows[row], predictions[row]);
      }
      for (Estimate estimate : estimator.estimate(sums)) {
        values.computeIfAbsent(estimate.metric(), m -> new ArrayList<>()).add(estimate.value());
      }
    }
    SortedMap<String, ReferenceBand> usual = new TreeMap<>();
    values.forEach(
        (metric, of) -> {
          double[] chunks = of.stream().mapToDouble(Double::doubleValue).toArray();
          ReferenceBand band = ReferenceBand.of(chunks, 0, most);
          if (band != null) {
            usual.put(metric, band);
          }
        });
    return usual;
  }

  /** Adds a labelled row. */
  public void addLabelled(BinnedSums sums, double prediction, double label) {
    boolean number = Double.isNaN(positive);
    estimator.addLabelled(sums, prediction, number ? label : label == positive ? 1 : 0);
  }

  /** Writes the estimator into the directory of its model version. */
  public void writeTo(Path modelDirectory) throws IOException {
    Path file = modelDirectory.resolve(FILE);
    Files.createDirectories(file.getParent());
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      write(out);
    }
  }

  private void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeDouble(positive);
    if (estimator instanceof ConfidenceBasedEstimator classes) {
      out.writeBoolean(true);
      classes.writeTo(out);
    } else if (estimator instanceof DirectLossEstimator numbers) {
      out.writeBoolean(false);
      numbers.writeTo(out);
    }
    out.writeInt(usual.size());
    for (Map.Entry<String, ReferenceBand> band : usual.entrySet()) {
      out.writeUTF(band.getKey());
      out.writeDouble(band.getValue().mean());
      out.writeDouble(band.getValue().lower());
      out.writeDouble(band.getValue().upper());
      out.writeInt(band.getValue().chunks());
    }
  }

  /** Reads the estimator of the model version in this directory; null if it has none. */
  public static @Nullable VersionEstimator readFrom(Path modelDirectory) throws IOException {
    Path file = modelDirectory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return read(in);
    }
  }

  private static VersionEstimator read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("estimator, version: " + version + " (expected: " + VERSION + ")");
    }
    double positive = in.readDouble();
    QualityEstimator estimator =
        in.readBoolean() ? ConfidenceBasedEstimator.readFrom(in) : DirectLossEstimator.readFrom(in);
    SortedMap<String, ReferenceBand> usual = new TreeMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      usual.put(
          in.readUTF(),
          new ReferenceBand(in.readDouble(), in.readDouble(), in.readDouble(), in.readInt()));
    }
    return new VersionEstimator(estimator, positive, usual);
  }
}
