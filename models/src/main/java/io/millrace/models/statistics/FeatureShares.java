package io.millrace.models.statistics;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/**
 * Shares out the features of statistics, in their order, so that {@link PartialStatistics} puts
 * them together in the same order. A data set is in each share that has features of it, with its
 * number of examples.
 */
final class FeatureShares {
  private FeatureShares() {}

  /** At least one share, at most {@code most}; none has two features more than another. */
  static List<DatasetFeatureStatisticsList> of(DatasetFeatureStatisticsList list, int most) {
    List<DatasetFeatureStatistics> features = new ArrayList<>();
    list.getDatasetsList().forEach(dataset -> addSingly(dataset, features));
    int count = Math.max(1, Math.min(most, features.size()));
    List<DatasetFeatureStatisticsList> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PartialStatistics share = new PartialStatistics();
      features
          .subList(start(i, count, features), start(i + 1, count, features))
          .forEach(share::add);
      shares.add(share.toProto());
    }
    return shares;
  }

  private static int start(int share, int shares, List<?> features) {
    return (int) ((long) share * features.size() / shares);
  }

  /** Each feature by itself; a data set without any counts as one. */
  private static void addSingly(
      DatasetFeatureStatistics dataset, List<DatasetFeatureStatistics> singles) {
    DatasetFeatureStatistics bare =
        dataset.toBuilder().clearFeatures().clearCrossFeatures().build();
    for (FeatureNameStatistics feature : dataset.getFeaturesList()) {
      singles.add(bare.toBuilder().addFeatures(feature).build());
    }
    for (CrossFeatureStatistics cross : dataset.getCrossFeaturesList()) {
      singles.add(bare.toBuilder().addCrossFeatures(cross).build());
    }
    if (dataset.getFeaturesCount() + dataset.getCrossFeaturesCount() == 0) {
      singles.add(bare);
    }
  }
}
