package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.SortedSet;

/**
 * What lift is computed of, see {@link Lift}.
 *
 * @param label the y
 * @param features the x
 * @param boundaries where the label is cut into bins, in ascending order; empty if it is categories
 * @param minCount only values in more rows than this are told
 * @param top how many values of the highest lift are told of a label; 0 and 0 for all
 * @param bottom how many of the lowest
 * @param custom whether to tell custom statistics too
 * @param ofRows whether the weighted share of a label is one of all rows, not of all weights
 */
record LiftSettings(
    FeaturePath label,
    SortedSet<FeaturePath> features,
    double[] boundaries,
    int minCount,
    int top,
    int bottom,
    boolean custom,
    boolean ofRows) {}
