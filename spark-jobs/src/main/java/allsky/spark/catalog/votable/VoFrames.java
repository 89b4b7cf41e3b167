package allsky.spark.catalog.votable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The coordinate systems of a file and the fields that refer to them: by their attribute {@code
 * ref}, or within a GROUP that refers to one (section 3.1). If a file has one system and no
 * reference to it, the system applies to all positions.
 */
final class VoFrames {

  private final Map<String, String> systems = new HashMap<>();
  private final Map<String, String> systemOfField = new HashMap<>();
  private final Map<String, String> idOfPlace = new HashMap<>();
  private final Map<String, String> refOfPlace = new HashMap<>();
  private String groupSystem = "";

  void addSystem(String id, String system, String equinox) {
    systems.put(id.isEmpty() ? "#" + systems.size() : id, (system + " " + equinox).strip());
  }

  void startGroup(String ref) {
    groupSystem = ref;
  }

  void addReference(String field) {
    systemOfField.putIfAbsent(field, groupSystem);
  }

  void addField(int table, int field, String id, String ref) {
    idOfPlace.put(place(table, field), id);
    refOfPlace.put(place(table, field), ref);
  }

  /** The table with the coordinate systems of its fields. */
  VoTable placed(VoTable table) {
    List<VoField> fields = new ArrayList<>();
    for (VoField field : table.fields()) {
      fields.add(field.in(frame(place(table.number(), fields.size()))));
    }
    return table.withFields(List.copyOf(fields));
  }

  private String frame(String place) {
    String id = idOfPlace.get(place);
    String byField = systems.get(refOfPlace.get(place));
    String byGroup = systems.get(systemOfField.getOrDefault(id, ""));
    return byField != null ? byField : byGroup != null ? byGroup : onlySystem();
  }

  private String onlySystem() {
    boolean isReferred =
        systems.keySet().stream()
            .anyMatch(id -> refOfPlace.containsValue(id) || systemOfField.containsValue(id));
    return systems.size() == 1 && !isReferred ? systems.values().iterator().next() : "";
  }

  private static String place(int table, int field) {
    return table + "/" + field;
  }
}
