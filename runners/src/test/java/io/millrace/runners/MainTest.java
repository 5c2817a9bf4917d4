package io.millrace.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runners.logging.LogFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

class MainTest {

  @Test
  void withoutArgumentsItPrintsItsUsage() {
    StringWriter out = new StringWriter();
    int exit = Main.commandLine().setOut(new PrintWriter(out)).execute();
    assertThat(exit).isZero();
    assertThat(out.toString()).startsWith("Usage: millrace");
  }

  @Test
  void wrongArgumentsEndWithExitCode2() {
    StringWriter err = new StringWriter();
    int exit = Main.commandLine().setErr(new PrintWriter(err)).execute("--frobnicate");
    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--frobnicate");
  }

  @Test
  void theLogGoesToAFileToo(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("logs/millrace.log");
    LogFile.add(file);
    LoggerFactory.getLogger("io.millrace.test").info("to the file");
    LoggerFactory.getLogger("org.apache.test").info("not worth saying");
    assertThat(Files.readString(file)).contains("INFO", "to the file").doesNotContain("not worth");
    assertThatThrownBy(() -> LogFile.add(dir)).hasMessageStartingWith("log file: " + dir);
  }
}
