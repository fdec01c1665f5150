import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Prints what the kafka-clients jar knows about the wire as one JSON object: the schemas of the requests named as
 * arguments (every stable version), the error codes, and which release a metadata.version level belongs to.
 */
public class DumpProtocol {
  public static void main(String[] names) {
    List<String> apis = new ArrayList<>();
    for (String name : names) apis.add(quote(name) + ":" + api(find(name)));
    List<String> errors = new ArrayList<>();
    for (Errors error : Errors.values()) errors.add(quote("" + error.code()) + ":" + quote(error.name()));
    List<String> levels = new ArrayList<>();
    for (MetadataVersion version : MetadataVersion.values())
      if (version.isProduction()) levels.add(quote("" + version.featureLevel()) + ":" + quote(version.version()));
    System.out.println("{\"apis\":" + object(apis) + ",\"errors\":" + object(errors)
        + ",\"metadataVersions\":" + object(levels) + "}");
  }

  private static ApiMessageType find(String name) {
    for (ApiMessageType type : ApiMessageType.values()) if (type.name.equals(name)) return type;
    throw new IllegalArgumentException("no such API in this jar: " + name);
  }

  private static String api(ApiMessageType type) {
    List<String> versions = new ArrayList<>();
    for (short v = type.lowestSupportedVersion(); v <= type.highestSupportedVersion(false); v++)
      versions.add(quote("" + v) + ":{\"requestHeader\":" + type.requestHeaderVersion(v)
          + ",\"responseHeader\":" + type.responseHeaderVersion(v)
          + ",\"request\":" + type(type.requestSchemas()[v])
          + ",\"response\":" + type(type.responseSchemas()[v]) + "}");
    return "{\"key\":" + type.apiKey() + ",\"versions\":" + object(versions) + "}";
  }

  private static String type(Type type) {
    if (type instanceof Schema) return struct((Schema) type);
    if (type instanceof TaggedFields) return tags((TaggedFields) type);
    if (type.isArray()) {
      boolean compact = type.toString().startsWith("COMPACT") || type.getClass().getSimpleName().startsWith("Compact");
      return "{\"array\":" + type(type.arrayElementType().get())
          + (compact ? ",\"compact\":true" : "") + (type.isNullable() ? ",\"nullable\":true" : "") + "}";
    }
    return quote(type.toString());
  }

  private static String struct(Schema schema) {
    List<String> fields = new ArrayList<>();
    for (BoundField field : schema.fields()) fields.add(field(field.def));
    return "{\"struct\":[" + String.join(",", fields) + "]" + (schema.isNullable() ? ",\"nullable\":true" : "") + "}";
  }

  private static String tags(TaggedFields tagged) {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<Integer, Field> tag : tagged.fields().entrySet())
      fields.add(quote("" + tag.getKey()) + ":" + field(tag.getValue()));
    return "{\"tags\":" + object(fields) + "}";
  }

  private static String field(Field field) {
    return "[" + quote(field.name) + "," + type(field.type) + "]";
  }

  private static String object(List<String> members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String quote(String text) {
    return "\"" + text + "\"";
  }
}
