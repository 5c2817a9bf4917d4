package io.millrace.pipelines.cli;

import java.util.List;

/** Says everything that keeps a deployment from starting, a line each. */
public final class PreflightException extends Exception {
  public PreflightException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
