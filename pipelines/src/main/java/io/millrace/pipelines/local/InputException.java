package io.millrace.pipelines.local;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that was named cannot be used: a line that says which, and why. */
public final class InputException extends IOException {
  public InputException(String message) {
    this(message, null);
  }

  private InputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What went wrong with a file, in a line that names it. */
  static InputException of(Path file, IOException failure) {
    if (failure instanceof InputException input) {
      return input;
    }
    if (failure instanceof NoSuchFileException) {
      return new InputException(file + ": no such file (expected: a file that exists)", failure);
    }
    if (failure instanceof AccessDeniedException) {
      return new InputException(
          file + ": no permission to read it (expected: a file that can be read)", failure);
    }
    if (failure instanceof CharacterCodingException) {
      return new InputException(file + ": not text (expected: text in UTF-8)", failure);
    }
    // A message that names the file, or one beside it, is clear by itself.
    boolean named = String.valueOf(failure.getMessage()).contains(file.toString());
    return of(failure, named ? "" : file + ": ");
  }

  /** What went wrong with files whose reader names them. */
  static InputException of(IOException failure) {
    return failure instanceof InputException input ? input : of(failure, "");
  }

  private static InputException of(IOException failure, String start) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String line = message.strip().replaceAll("\\R+", " ");
    return new InputException(start + line, failure);
  }
}
