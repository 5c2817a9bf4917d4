package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected: what Guava 33.4's {@code Hashing.farmHashFingerprint64()} gives. */
class FingerprintTest {

  @ParameterizedTest
  @CsvSource({
    "0, 9ae16a3b2f90404f",
    "1, 46ca20dc7c089f0b",
    "3, 1f96f3581b045423",
    "4, 2ac1b037390f3b14",
    "7, b42937fdf41a600c",
    "8, 3a5a7b0a4daf4f16",
    "16, 59bfed6ec7dc7922",
    "17, 2c24fb486aa468ef",
    "32, 3d2dc3d4c39c849c",
    "33, 1fd79564b29aafab",
    "64, 50c10283a1971c7b",
    "65, 66c29096fd599bf3",
    "128, 56b6c4a2d278d9ea",
    "200, b70075f0539eb70d"
  })
  void isFarmHashs(int length, String expected) {
    byte[] bytes = new byte[300];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * i * 31 + i * 7 + 3);
    }
    assertThat(Long.toHexString(Fingerprint.of(bytes, 5, length))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'', true", "abcdefgh, true", "abcdefghi, true", "abcdefgé, false", "é, false"})
  void knowsAscii(String text, boolean ascii) {
    byte[] bytes = (" " + text).getBytes(StandardCharsets.UTF_8);
    assertThat(Fingerprint.isAscii(bytes, 1, bytes.length - 1)).isEqualTo(ascii);
  }
}
