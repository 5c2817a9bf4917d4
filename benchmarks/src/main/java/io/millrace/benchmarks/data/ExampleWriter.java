package io.millrace.benchmarks.data;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Writes rows as {@code tf.Example}, by TensorFlow's own classes. */
final class ExampleWriter {
  private final MixedRows source;

  ExampleWriter(MixedRows source) {
    this.source = source;
  }

  byte[] write(@Nullable Object[] values) {
    Features.Builder features = Features.newBuilder();
    for (int column = 0; column < values.length; column++) {
      Object value = values[column];
      if (value != null) {
        features.putFeature(source.name(column), feature(value));
      }
    }
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }

  private static Feature feature(Object value) {
    Feature.Builder feature = Feature.newBuilder();
    if (value instanceof Long number) {
      feature.setInt64List(Int64List.newBuilder().addValue(number));
    } else if (value instanceof Double number) {
      feature.setFloatList(FloatList.newBuilder().addValue(number.floatValue()));
    } else {
      ByteString bytes = ByteString.copyFrom((byte[]) value);
      feature.setBytesList(BytesList.newBuilder().addValue(bytes));
    }
    return feature.build();
  }
}
