package io.millrace.pipelines.report;

/** Text that goes into HTML: nothing in it can become a tag, an attribute or a script. */
final class Html {
  private Html() {}

  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        // A browser reads a NUL as an error; the sign for it is as good for people.
        case 0 -> safe.append('\uFFFD');
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
