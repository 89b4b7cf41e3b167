package allsky;

import com.google.gson.JsonParseException;

/** JSON texts of files that may be damaged, or made to do harm. */
public final class Json {

  /** Gson reads an object in an object by a call in a call: the stack of a thread is the limit. */
  static final int MOST_NESTING = 64;

  private Json() {}

  /**
   * The text itself, where objects and arrays are not nested too deep to be read.
   *
   * @throws JsonParseException where they are
   */
  public static String shallow(String text) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        inString = !inString;
      } else if (inString) {
        // What a backslash stands before ends no string.
        i += c == '\\' ? 1 : 0;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      if (depth > MOST_NESTING) {
        throw new JsonParseException("it is nested deeper than " + MOST_NESTING + " levels");
      }
    }
    return text;
  }
}
