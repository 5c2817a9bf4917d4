package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is stopped and started again goes on in its topics; about 45 seconds. */
class ResumeIT {
  @Test
  void noRecordIsLostAndNoneBeforeTheCheckpointIsPredictedAgain(@TempDir Path out)
      throws Exception {
    try (RunningTaxi taxi = RunningTaxi.start(out, "{detectors: [{detector: adwin}]}")) {
      List<String> sent = new ArrayList<>(taxi.send(200));
      assertThat(taxi.versions(sent)).containsOnlyKeys(sent);
      taxi.stopAfterACheckpoint();
      sent.addAll(taxi.send(200));
      taxi.resume();
      sent.addAll(taxi.send(200));
      // Throws where one is predicted twice.
      assertThat(taxi.versions(sent)).containsOnlyKeys(sent);

      taxi.stopAfterACheckpoint();
      sent.addAll(taxi.send(200));
      assertThatThrownBy(() -> taxi.resumeWithoutDrift(false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("`--allow-non-restored-state`");
      taxi.resumeWithoutDrift(true);
      assertThat(taxi.versions(sent)).containsOnlyKeys(sent);
    }
  }
}
