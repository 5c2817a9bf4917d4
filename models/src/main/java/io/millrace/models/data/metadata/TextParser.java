package io.millrace.models.data.metadata;

import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads protobuf's text format without knowing the message: fields, nested messages, lists, and the
 * comments between them.
 */
final class TextParser {
  private final String text;
  private int at;
  private List<String> comments = new ArrayList<>();
  private boolean spaced;

  private TextParser(String text) {
    this.text = text;
  }

  static TextBlock parse(String text) throws TextFormat.ParseException {
    TextParser parser = new TextParser(text);
    TextBlock block = parser.block();
    if (parser.at < text.length()) {
      throw parser.unexpected("a field");
    }
    return block;
  }

  /** Reads to the closing bracket, or to the end of the text. */
  private TextBlock block() throws TextFormat.ParseException {
    List<TextField> fields = new ArrayList<>();
    skip();
    while (at < text.length() && peek() != '}' && peek() != '>') {
      field(fields);
      skipSeparator(fields);
      skip();
    }
    return new TextBlock(fields, takeComments());
  }

  private void field(List<TextField> fields) throws TextFormat.ParseException {
    boolean afterEmptyLine = spaced;
    List<String> before = takeComments();
    int start = at;
    String name = peek() == '[' ? bracketed() : word();
    skip();
    if (at < text.length() && peek() == ':') {
      at++;
      skip();
    }
    if (at >= text.length()) {
      throw unexpected("a value");
    }
    if (peek() == '[') {
      list(name, start, before, afterEmptyLine, fields);
    } else {
      value(name, start, before, afterEmptyLine, fields);
    }
  }

  /** A list is as many fields of that name, each of which spans all of it. */
  private void list(
      String name, int start, List<String> before, boolean afterEmptyLine, List<TextField> fields)
      throws TextFormat.ParseException {
    at++;
    skip();
    List<TextField> values = new ArrayList<>();
    while (at < text.length() && peek() != ']') {
      before.addAll(takeComments());
      value(name, start, before, afterEmptyLine, values);
      before = new ArrayList<>();
      skip();
      if (at < text.length() && peek() == ',') {
        at++;
        skip();
      }
    }
    expect(']');
    if (values.isEmpty()) {
      values.add(new TextField(name, start, at, "[]", null, before, "", afterEmptyLine, false));
    }
    for (TextField value : values) {
      fields.add(value.inList(at, value != values.get(0)));
    }
  }

  private void value(
      String name, int start, List<String> before, boolean afterEmptyLine, List<TextField> fields)
      throws TextFormat.ParseException {
    TextBlock block = null;
    String value = "";
    if (at < text.length() && (peek() == '{' || peek() == '<')) {
      char close = peek() == '{' ? '}' : '>';
      at++;
      block = block();
      expect(close);
    } else if (at < text.length() && (peek() == '"' || peek() == '\'')) {
      value = strings();
    } else {
      value = word();
    }
    fields.add(new TextField(name, start, at, value, block, before, "", afterEmptyLine, false));
  }

  /** One or more quoted strings, which are one value. */
  private String strings() throws TextFormat.ParseException {
    StringBuilder value = new StringBuilder();
    int end = at;
    while (at < text.length() && (peek() == '"' || peek() == '\'')) {
      int start = at;
      char quote = peek();
      at++;
      while (at < text.length() && peek() != quote && peek() != '\n') {
        at += peek() == '\\' ? 2 : 1;
      }
      expect(quote);
      value.append(value.isEmpty() ? "" : " ").append(text, start, at);
      end = at;
      skip();
    }
    at = end;
    comments.clear();
    return value.toString();
  }

  private String bracketed() throws TextFormat.ParseException {
    int start = at;
    while (at < text.length() && peek() != ']') {
      at++;
    }
    expect(']');
    return text.substring(start, at);
  }

  private String word() throws TextFormat.ParseException {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(peek()) || "_-+.".indexOf(peek()) >= 0)) {
      at++;
    }
    if (start == at) {
      throw unexpected("a name or a value");
    }
    return text.substring(start, at);
  }

  /** Between fields may be a comma or a semicolon, and behind them a comment. */
  private void skipSeparator(List<TextField> fields) {
    skipBlanks();
    if (at < text.length() && (peek() == ',' || peek() == ';')) {
      at++;
      skipBlanks();
    }
    if (at < text.length() && peek() == '#') {
      TextField last = fields.remove(fields.size() - 1);
      fields.add(last.withTrailing(comment()));
    }
  }

  private void skipBlanks() {
    while (at < text.length() && (peek() == ' ' || peek() == '\t' || peek() == '\r')) {
      at++;
    }
  }

  /** Skips space, and remembers comments and empty lines. */
  private void skip() {
    int lines = 0;
    spaced = false;
    while (at < text.length()) {
      if (peek() == '#') {
        comments.add(comment());
        lines = 0;
      } else if (Character.isWhitespace(peek())) {
        lines += peek() == '\n' ? 1 : 0;
        spaced |= lines > 1 && comments.isEmpty();
        at++;
      } else {
        return;
      }
    }
  }

  private String comment() {
    int start = at;
    while (at < text.length() && peek() != '\n') {
      at++;
    }
    return text.substring(start, at).stripTrailing();
  }

  private List<String> takeComments() {
    List<String> taken = comments;
    comments = new ArrayList<>();
    return taken;
  }

  private char peek() {
    return text.charAt(at);
  }

  private void expect(char c) throws TextFormat.ParseException {
    if (at >= text.length() || peek() != c) {
      throw unexpected("'" + c + "'");
    }
    at++;
  }

  private TextFormat.ParseException unexpected(String expected) {
    int end = Math.min(at, text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String found = end < text.length() ? "'" + text.charAt(end) + "'" : "the end of the text";
    return new TextFormat.ParseException(line, end - lineStart + 1, found + ", not " + expected);
  }
}
