package io.millrace.pipelines.cli;

/** What the help of a command says about exit codes. */
final class ExitCodes {
  static final String FILES =
      "Exit codes: 0 done, 1 failed, 2 wrong usage, or a file that cannot be used.";

  static final String VALIDATE =
      "Exit codes: 0 no anomaly, 1 anomalies, 2 wrong usage or a file that cannot be used, 3"
          + " failed.";

  static final String DRIFT =
      "Exit codes: 0 no drift, 1 drift, 2 wrong usage or a file that cannot be used, 3 failed.";

  static final String EVALUATE =
      "Exit codes: 0 done, and passed if gates were asked; 1 gates refused it; 2 wrong usage or a"
          + " file that cannot be used; 3 failed.";

  private ExitCodes() {}
}
