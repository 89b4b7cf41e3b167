package allsky;

import com.google.gson.JsonParseException;

/** Guards the JSON parser against texts that are damaged or malicious. */
public final class Json {

  /** Gson reads nested objects by recursion, so deep nesting overflows the stack of the thread. */
  static final int MAX_NESTING = 64;

  private Json() {}

  /**
   * Returns the text unchanged if its objects and arrays are not nested too deep.
   *
   * @throws JsonParseException if they are nested deeper than {@value #MAX_NESTING} levels
   */
  public static String shallow(String text) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        inString = !inString;
      } else if (inString) {
        // An escaped character does not end a string.
        i += c == '\\' ? 1 : 0;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      if (depth > MAX_NESTING) {
        throw new JsonParseException("it is nested deeper than " + MAX_NESTING + " levels");
      }
    }
    return text;
  }
}
