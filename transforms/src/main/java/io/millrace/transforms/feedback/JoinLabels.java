package io.millrace.transforms.feedback;

import io.millrace.models.data.Layout;
import io.millrace.transforms.windows.EventTimeWindows;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Joins each predicted record with its label by record id, in event time.
 *
 * <p>Input: feedback by record id, in the global window, bounded or not, in any order. Output:
 *
 * <ul>
 *   <li>{@link #LABELLED}: an example for each record whose label's event time is at most the
 *       horizon away from its own, at the later one of the two, or if the label comes when the
 *       {@linkplain #withWindows window} of that is over, as soon as windows take it; and another,
 *       marked as a correction, whenever a newer label of the record comes within its horizon;
 *   <li>{@link #UNJOINED}: every record and label that gave none;
 *   <li>{@link #FATES}: for each record, when its horizon has passed, whether it has a label.
 * </ul>
 *
 * <p>The first record of an id counts, and of its labels the newest by event time (of two at the
 * same time the greater), in whatever order they come. Labels outside the valid range neither count
 * nor correct. A record, or a label without one, is held until the watermark has passed its event
 * time plus the horizon, and at most a 64th of the horizon longer; then its state is dropped.
 *
 * <p>Next: {@link StoreExamples} and {@link MeasureCoverage}.
 */
public final class JoinLabels
    extends PTransform<PCollection<KV<String, Feedback>>, PCollectionTuple> {
  public static final TupleTag<LabelledExample> LABELLED = new TupleTag<>() {};
  public static final TupleTag<Unjoined> UNJOINED = new TupleTag<>() {};
  public static final TupleTag<LabelFate> FATES = new TupleTag<>() {};

  private final Config config;

  /** What to join. */
  record Config(
      Layout columns,
      Horizon horizon,
      double minimum,
      double maximum,
      boolean corrections,
      List<EventTimeWindows> windows)
      implements Serializable {
    boolean isValid(double label) {
      return label >= minimum && label <= maximum;
    }

    /** This time, or if a window that holds it is over, the oldest time that all still take. */
    long taken(long time, long watermark) {
      long taken = time;
      for (EventTimeWindows of : windows) {
        long lateness = of.allowedLateness().toMillis();
        if (of.lastMilli(of.startOf(time)) + lateness < watermark) {
          taken = Math.max(taken, watermark - lateness);
        }
      }
      return taken;
    }
  }

  private JoinLabels(Config config) {
    this.config = config;
  }

  /**
   * Joins rows of these columns with labels that come within {@code horizon}, which is longer than
   * zero.
   */
  public static JoinLabels within(Duration horizon, Layout columns) {
    if (horizon.isZero() || horizon.isNegative()) {
      throw new IllegalArgumentException("horizon: " + horizon + " (expected: longer than zero)");
    }
    return new JoinLabels(
        new Config(
            columns,
            Horizon.of(horizon),
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            true,
            List.of()));
  }

  /** Labels outside this range, both ends in, are invalid; without it none is but NaN. */
  public JoinLabels withValidRange(double minimum, double maximum) {
    return new JoinLabels(
        new Config(
            config.columns, config.horizon, minimum, maximum, config.corrections, config.windows));
  }

  /**
   * A label that found its record stays, whatever comes later; rows are then held only until their
   * label comes, not until the horizon.
   */
  public JoinLabels withoutCorrections() {
    return new JoinLabels(
        new Config(
            config.columns, config.horizon, config.minimum, config.maximum, false, config.windows));
  }

  /**
   * Examples are grouped by these windows later: one whose window is over when its label comes goes
   * to the oldest window that is not. Without them, such an example is late, and a grouping drops
   * it.
   */
  public JoinLabels withWindows(EventTimeWindows... windows) {
    return new JoinLabels(
        new Config(
            config.columns,
            config.horizon,
            config.minimum,
            config.maximum,
            config.corrections,
            List.of(windows)));
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Feedback>> feedback) {
    PCollectionTuple joined =
        feedback
            .apply("ByShard", ParDo.of(new ShardFn()))
            .setCoder(KvCoder.of(VarIntCoder.of(), ListCoder.of(feedback.getCoder())))
            .apply(
                "Join",
                ParDo.of(new JoinLabelsFn(config))
                    .withOutputTags(LABELLED, TupleTagList.of(UNJOINED).and(FATES)));
    joined.get(LABELLED).setCoder(LabelledExample.CODER);
    joined.get(UNJOINED).setCoder(Unjoined.CODER);
    joined.get(FATES).setCoder(LabelFate.CODER);
    return joined;
  }
}
