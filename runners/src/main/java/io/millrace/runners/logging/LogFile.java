package io.millrace.runners.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Sends the log of this JVM to a file as well, with times to the millisecond and thread names.
 *
 * <p>{@code -Dmillrace.log.file=FILE} does it from the start.
 */
public final class LogFile {

  private static final String CONSOLE = "CONSOLE";
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{36}: %msg%n";

  private LogFile() {}

  /** Adds the file, which is begun anew; its directory is made if missing. */
  public static void add(Path file) {
    LoggerContext context = context();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toAbsolutePath().toString());
    appender.setAppend(false);
    appender.setEncoder(encoder);
    appender.start();
    if (!appender.isStarted()) {
      throw new IllegalArgumentException(
          "log file: " + file + " (expected: a file that can be written)");
    }
    root(context).addAppender(appender);
  }

  /** Lets only errors through to the console, for the time that a progress view needs it. */
  public static void onlyErrorsOnConsole() {
    Appender<ILoggingEvent> console = root(context()).getAppender(CONSOLE);
    if (console != null) {
      ThresholdFilter filter = new ThresholdFilter();
      filter.setLevel(Level.ERROR.toString());
      filter.start();
      console.addFilter(filter);
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static Logger root(LoggerContext context) {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
