package io.millrace.models.validation.skew;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names examples by their identifier features. Not thread-safe. */
public final class SkewKeys {
  private final SkewOptions options;
  private final MessageDigest digest;

  public SkewKeys(SkewOptions options) {
    this.options = options;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: not there (expected: of every Java)", e);
    }
  }

  /** A digest of the identifier features; null if the example lacks one of them. */
  public byte @Nullable [] key(byte[] example) throws IOException {
    Map<String, ByteString> features = FeatureBytes.features(example);
    digest.reset();
    for (String identifier : options.identifiers()) {
      ByteString feature = features.get(identifier);
      if (feature == null || !FeatureBytes.hasValues(feature)) {
        return null;
      }
      Integer digits = options.floatDigits();
      ByteString value = digits == null ? feature : FeatureBytes.rounded(feature, digits);
      digest.update(ByteBuffer.allocate(4).putInt(value.size()).array());
      digest.update(value.asReadOnlyByteBuffer());
    }
    return digest.digest();
  }
}
