package io.millrace.models.drift.fdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected levels are those of the papers' sums, worked out term by term in Python. */
class OnlineFdrIT {
  private static final double[] P = {
    .9, .0005, .3, .8, 1e-6, .45, .02, .6, 1e-5, .9, .28, .004, .7, .0001
  };

  @Test
  void lordSpendsOnEveryTest() {
    check(
        create("lord"),
        new double[] {
          0.00133791927282, 0.000290955144574, 0.000247812469862, 0.000206090151474,
          0.000174721742734, 0.00148906678136, 0.000423941250038, 0.000366443105645,
          0.000313113866826, 0.002948016586, 0.000822497621872, 0.000711239457899,
          0.000607581962567, 0.000528148558448
        });
  }

  @Test
  void saffronSparesCandidates() {
    check(
        create("saffron"),
        new double[] {
          0.00546862707218, 0.0018039741707, 0.00727260124288, 0.00727260124288, 0.00274691469485,
          0.0136841688392, 0.0136841688392, 0.0136841688392, 0.00514597841282, 0.0160832325572,
          0.00650533387559, 0.00650533387559, 0.0174425880199, 0.00741147779311
        });
  }

  @Test
  void addisSparesHopelessOnesToo() {
    check(
        create("addis"),
        new double[] {
          0.00273431353609, 0.00273431353609, 0.00546862707218, 0.0018039741707, 0.0018039741707,
          0.00727260124288, 0.00274691469485, 0.00274691469485, 0.00274691469485, 0.00821554176703,
          0.00821554176703, 0.00334200424212, 0.00334200424212, 0.00334200424212
        });
  }

  private static void check(OnlineFdr fdr, double[] levels) {
    for (int t = 0; t < P.length; t++) {
      assertThat(fdr.level()).as("level of test %d", t + 1).isCloseTo(levels[t], within(1e-12));
      assertThat(fdr.rejects(P[t])).isEqualTo(P[t] <= levels[t]);
    }
  }

  /** 200 streams of 2,000 tests, one in twenty of them of a real change. */
  @ParameterizedTest
  @ValueSource(strings = {"lord", "saffron", "addis"})
  void keepsTheShareOfFalseDiscoveries(String name) {
    SplittableRandom random = new SplittableRandom(3);
    double shares = 0;
    int found = 0;
    for (int stream = 0; stream < 200; stream++) {
      OnlineFdr fdr = create(name);
      int discoveries = 0;
      int wrong = 0;
      for (int t = 0; t < 2_000; t++) {
        boolean change = t % 20 == 19;
        if (fdr.rejects(change ? random.nextDouble() * 1e-5 : random.nextDouble())) {
          discoveries++;
          wrong += change ? 0 : 1;
        }
      }
      shares += discoveries == 0 ? 0 : wrong / (double) discoveries;
      found += discoveries - wrong;
    }
    assertThat(shares / 200).isLessThan(0.06);
    assertThat(found / (200 * 100.0)).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lord", "saffron", "addis"})
  void goesOnWhereItStopped(String name) throws IOException {
    OnlineFdr whole = create(name);
    OnlineFdr parts = create(name);
    for (int i = 0; i < 3_000; i++) {
      double p = i % 2 == 0 ? 1e-9 : P[i % P.length];
      assertThat(parts.rejects(p)).isEqualTo(whole.rejects(p));
      if (i % 500 == 17) {
        parts = copy(parts);
      }
    }
    assertThat(parts.level()).isEqualTo(whole.level()).isPositive();
  }

  private static OnlineFdr copy(OnlineFdr fdr) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OnlineFdrs.write(fdr, new DataOutputStream(bytes));
    return OnlineFdrs.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(OnlineFdrs.create("none", 0.05)).isNull();
    assertThatThrownBy(() -> OnlineFdrs.create("bh", 0.05))
        .hasMessage("fdr: bh (expected: addis, saffron, lord or none)");
    assertThatThrownBy(() -> OnlineFdrs.create("lord", 0))
        .hasMessage("alpha: 0.0 (expected: 0 < alpha < 1)");
    byte[] other = {2};
    assertThatThrownBy(() -> OnlineFdrs.read(new DataInputStream(new ByteArrayInputStream(other))))
        .hasMessage("fdr version: 2 (expected: 1)");
  }

  private static OnlineFdr create(String name) {
    OnlineFdr fdr = OnlineFdrs.create(name, 0.05);
    if (fdr == null) {
      throw new AssertionError(name);
    }
    return fdr;
  }
}
