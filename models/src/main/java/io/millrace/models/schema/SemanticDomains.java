package io.millrace.models.schema;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.TextFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.Feature;

/**
 * What a feature means (text, images, times), as statistics found it: the custom statistic {@code
 * domain_info}, which holds one field of the oneof of that name as text.
 */
public final class SemanticDomains {
  private static final String DOMAIN_INFO = "domain_info";

  private SemanticDomains() {}

  /**
   * Gives the feature the domain that its statistics name, unless it already has one.
   *
   * @return whether it got one; false also where the statistics name none, several, or none that
   *     can be read
   */
  public static boolean set(Feature.Builder feature, ObservedFeature observed) {
    String text = text(observed);
    if (text == null || feature.getDomainInfoCase() != Feature.DomainInfoCase.DOMAININFO_NOT_SET) {
      return false;
    }
    Feature.Builder parsed = Feature.newBuilder();
    try {
      TextFormat.merge(text, parsed);
    } catch (TextFormat.ParseException notAFeature) {
      return false;
    }
    Set<FieldDescriptor> fields = parsed.getAllFields().keySet();
    if (fields.size() != 1) {
      return false;
    }
    OneofDescriptor oneof = fields.iterator().next().getContainingOneof();
    if (oneof == null || !oneof.getName().equals(DOMAIN_INFO)) {
      return false;
    }
    feature.mergeFrom(parsed.buildPartial());
    return true;
  }

  private static @Nullable String text(ObservedFeature observed) {
    String found = null;
    for (CustomStatistic custom : observed.stats().getCustomStatsList()) {
      if (custom.getName().equals(DOMAIN_INFO) && !custom.getStr().isEmpty()) {
        if (found != null) {
          return null;
        }
        found = custom.getStr();
      }
    }
    return found;
  }
}
