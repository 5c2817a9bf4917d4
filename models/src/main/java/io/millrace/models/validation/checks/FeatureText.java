package io.millrace.models.validation.checks;

import com.google.protobuf.TextFormat;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.tensorflow.metadata.v0.Feature;

/** Writes a feature of a schema as C++ does, whose numbers look otherwise than Java's. */
final class FeatureText {
  private static final Pattern NUMBER =
      Pattern.compile("(?m)(?<=: )-?[0-9]+\\.[0-9]+(E-?[0-9]+)?$");
  private static final int DIGITS = 15;

  private FeatureText() {}

  static String of(Feature.Builder feature) {
    return NUMBER
        .matcher(TextFormat.printer().printToString(feature))
        .replaceAll(number -> SixDigits.general(new BigDecimal(number.group()), DIGITS));
  }
}
