package io.millrace.models.training.features;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.DatasetStatistics;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/** Fits features to rows and encodes rows, as training does. */
final class Encoding {
  private Encoding() {}

  static EncoderSet fit(List<FeatureSpec> features, List<ColumnBatch> rows) {
    DatasetStatistics statistics =
        new DatasetStatistics(FeatureEncoders.statisticsOptions(features));
    rows.forEach(statistics::add);
    return FeatureEncoders.fit(features, statistics);
  }

  static EncodedRows encode(EncoderSet encoders, List<ColumnBatch> rows) {
    try (RowEncoder encoder = new RowEncoder(encoders, ConfigProto.getDefaultInstance())) {
      return encoder.encode(rows);
    }
  }

  /** Encodes the rows that the feature is fitted to. */
  static EncodedRows encode(FeatureSpec feature, List<ColumnBatch> rows) {
    return encode(fit(List.of(feature), rows), rows);
  }

  /** The only feature's encoder. */
  static <T extends FeatureEncoder> T encoder(
      Class<T> type, FeatureSpec feature, List<ColumnBatch> rows) {
    return type.cast(fit(List.of(feature), rows).fitted().get(0).encoder());
  }
}
