package io.millrace.benchmarks.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.detectors.ChangeDetectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A detector with the parameters it enters with, and the one parameter that makes it more or less
 * sensitive.
 *
 * @param label for the table
 * @param parameters as MOA has them, where it has the detector; rises only
 * @param tuned the parameter that sets how sensitive it is
 * @param strict a value of it with hardly any alarm
 * @param sensitive a value of it with many alarms
 * @param loosened parameters that would keep the tuned one from its range, at another value
 */
record Contestant(
    String label,
    String detector,
    Map<String, ?> parameters,
    String tuned,
    double strict,
    double sensitive,
    Map<String, ?> loosened) {

  private static final Map<String, ?> RISES = Map.of("direction", "increase");

  /** All detectors, to watch errors of 0 and 1. */
  static List<Contestant> onErrors() {
    return List.of(
        new Contestant("ADWIN", "adwin", RISES, "delta", 1e-6, 0.9, RISES),
        new Contestant("DDM", "ddm", Map.of(), "change", 8, 1, Map.of("warning", 0.1)),
        new Contestant("EDDM", "eddm", Map.of(), "change", 0.3, 0.95, Map.of()),
        new Contestant("RDDM", "rddm", Map.of(), "change", 8, 2.5, Map.of("warning", 2.5)),
        new Contestant("ECDD", "ecdd", Map.of(), "limit", 12, 2, Map.of()),
        new Contestant("STEPD", "stepd", Map.of(), "change", 1e-9, 0.05, Map.of()),
        new Contestant("HDDM_A", "hddm_a", Map.of(), "change", 1e-8, 0.5, Map.of("warning", 0.9)),
        new Contestant("HDDM_W", "hddm_w", Map.of(), "change", 1e-8, 0.5, Map.of("warning", 0.9)),
        new Contestant("FHDDM", "fhddm", Map.of(), "delta", 1e-12, 0.1, Map.of()),
        new Contestant(
            "Page-Hinkley",
            "page_hinkley",
            Map.of("direction", "increase", "deviation", 1, "delta", 0.005, "forgetting", 0.9999),
            "lambda",
            300,
            5,
            Map.of("direction", "increase", "deviation", 1, "delta", 0.005)),
        new Contestant(
            "CUSUM",
            "cusum",
            Map.of("direction", "increase", "deviation", 1, "allowance", 0.005, "threshold", 50),
            "threshold",
            200,
            5,
            Map.of("direction", "increase", "allowance", 0.1)),
        new Contestant("GMA", "gma", RISES, "limit", 12, 1, RISES),
        new Contestant("KSWIN", "kswin", Map.of(), "alpha", 1e-9, 0.05, Map.of()),
        new Contestant("BOCPD", "bocpd", Map.of(), "hazard", 1e-12, 0.05, Map.of()),
        new Contestant(
            "Shiryaev-Roberts", "shiryaev_roberts", Map.of(), "arl", 1e7, 1000, Map.of()));
  }

  /** The detectors that take any number, to watch normal values. */
  static List<Contestant> onNumbers() {
    return List.of(
        new Contestant("ADWIN", "adwin", RISES, "delta", 1e-6, 0.9, RISES),
        new Contestant(
            "Page-Hinkley",
            "page_hinkley",
            Map.of("direction", "increase", "deviation", 1, "delta", 0.005, "forgetting", 0.9999),
            "lambda",
            300,
            5,
            Map.of("direction", "increase", "delta", 0.1)),
        new Contestant(
            "CUSUM",
            "cusum",
            Map.of("direction", "increase", "deviation", 1, "allowance", 0.005, "threshold", 50),
            "threshold",
            200,
            5,
            Map.of("direction", "increase", "allowance", 0.1)),
        new Contestant("GMA", "gma", RISES, "limit", 12, 1, RISES),
        new Contestant("KSWIN", "kswin", Map.of(), "alpha", 1e-9, 0.05, Map.of()),
        new Contestant("BOCPD", "bocpd", Map.of(), "hazard", 1e-12, 0.05, Map.of()),
        new Contestant(
            "Shiryaev-Roberts", "shiryaev_roberts_numbers", RISES, "arl", 1e7, 1000, RISES));
  }

  ChangeDetector create() {
    return ChangeDetectors.create(detector, parameters);
  }

  /** As sensitive as this share of the way from strict, 0, to sensitive, 1. */
  ChangeDetector create(double share) {
    Map<String, Object> all = new HashMap<>(loosened);
    all.put(tuned, value(share));
    return ChangeDetectors.create(detector, all);
  }

  /** The tuned parameter there; its logarithm goes straight from end to end. */
  double value(double share) {
    return strict * Math.pow(sensitive / strict, share);
  }
}
