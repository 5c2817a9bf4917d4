package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.tensorflow.TensorFlow;

class NativeLibrariesTest {

  /** Where they are must not depend on where the jar is: a cluster moves it with each job. */
  @Test
  void areInOnePlaceWhateverTheJarIsCalled() throws Exception {
    NativeLibraries.prepare();
    String directory = System.getProperty("org.bytedeco.javacpp.cachedir");
    NativeLibraries.prepare();
    assertThat(System.getProperty("org.bytedeco.javacpp.cachedir"))
        .isEqualTo(directory)
        .matches(".*/tensorflow-core-native-\\d+\\.\\d+\\.\\d+");
    assertThat(TensorFlow.version()).isNotEmpty();
    assertThat(Loader.getCacheDir().toString()).isEqualTo(directory);
    assertThat(Loader.getCacheDir().toPath().resolve("libtensorflow_cc.so.2")).isRegularFile();
  }
}
