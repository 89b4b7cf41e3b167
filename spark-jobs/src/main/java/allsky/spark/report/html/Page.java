package allsky.spark.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Assembles a complete HTML page. It contains its style and its script, so that the file can be
 * sent by mail. Without the script, only the sorting of tables is missing.
 */
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
        %s%s%s<script>
        %s
        </script>
        </body>
        </html>
        """
        .formatted(
            Html.element("title", title),
            resource("report.css"),
            header,
            main,
            footer,
            resource("report.js"));
  }

  private static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
