package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.Feature;

/**
 * How mutual information is estimated, see {@link MutualInformation}.
 *
 * @param label the feature that the others are related to
 * @param schema what is known of features
 * @param ignored names of features that are left out
 * @param partitions into how many the rows are dealt
 * @param rows the most rows of a partition's sample
 * @param presence in how many partitions a feature must have an estimate to be told
 * @param dimensions the most dimensions of a feature with several values a row
 * @param seed of ties and shuffles
 * @param normalized whether estimates are divided by that of the label with itself
 */
record InformationSettings(
    FeaturePath label,
    Map<FeaturePath, Feature> schema,
    List<String> ignored,
    int partitions,
    int rows,
    int presence,
    int dimensions,
    long seed,
    boolean normalized) {}
