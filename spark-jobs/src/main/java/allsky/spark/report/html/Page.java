package allsky.spark.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Assembles a complete HTML page. It contains its style, so that the file can be sent by mail. */
public final class Page {

  private Page() {}

  /** The text of the page. */
  public static String of(String title, Html header, Html main, Html footer) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        %s
        <style>
        %s
        </style>
        </head>
        <body>
        %s%s%s</body>
        </html>
        """
        .formatted(Html.element("title", title), style(), header, main, footer);
  }

  private static String style() {
    try (InputStream css = Page.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
