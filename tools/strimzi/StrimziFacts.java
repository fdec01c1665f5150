import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what Strimzi's API classes say beside the schema, for one version of io.strimzi:api:
 * deprecations, the version a field was added in, the fields of each subtype, and the configuration prefixes that the
 * operator takes out. Run as a single source file: java -cp 'lib/*' StrimziFacts.java OUT.json CLASS ...
 */
public class StrimziFacts {
    /** Facts by kind, then by path: spec.kafka.listeners[].name. */
    private static final Map<String, Map<String, Map<String, Object>>> KINDS = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        for (String name : Arrays.asList(args).subList(1, args.length)) {
            Class<?> kind = Class.forName(name);
            Class<?> spec = kind.getMethod("getSpec").getReturnType();
            KINDS.put(kind.getSimpleName(), new TreeMap<>());
            walk(kind.getSimpleName(), "spec", spec);
        }
        new ObjectMapper().writeValue(new File(args[0]), KINDS);
    }

    private static void walk(String kind, String path, Class<?> type) throws Exception {
        Map<String, List<String>> variants = new TreeMap<>();
        Map<String, Object> deprecatedTypes = new TreeMap<>();
        Map<String, List<Method>> properties = new TreeMap<>();
        for (Map.Entry<String, Class<?>> form : forms(type).entrySet()) {
            Map<String, Method> own = properties(form.getValue());
            own.forEach((name, getter) -> properties.computeIfAbsent(name, key -> new ArrayList<>()).add(getter));
            variants.put(form.getKey(), new ArrayList<>(own.keySet()));
            Annotation deprecated = annotation(form.getValue(), "DeprecatedType");
            if (deprecated != null) deprecatedTypes.put(form.getKey(), filled(deprecated, "removalVersion"));
            forbidden(form.getValue(), own).forEach((field, prefixes) -> facts(kind, path + "." + field).put("forbidden", prefixes));
        }
        if (variants.size() > 1) facts(kind, path).put("variants", variants);
        if (!deprecatedTypes.isEmpty()) facts(kind, path).put("deprecatedTypes", deprecatedTypes);
        for (Map.Entry<String, List<Method>> property : properties.entrySet()) {
            String at = path + "." + property.getKey();
            describe(kind, at, property.getValue());
            for (Method getter : property.getValue()) {
                Class<?> of = element(getter.getGenericReturnType());
                boolean own = of != null && of.getName().startsWith("io.strimzi.") && !of.isEnum();
                if (own) walk(kind, at + brackets(getter.getGenericReturnType()), of);
            }
        }
    }

    /** A field is deprecated only when every subtype that has it says so; it is as old as its oldest getter. */
    private static void describe(String kind, String path, List<Method> getters) throws Exception {
        if (getters.stream().allMatch(getter -> annotation(getter, "DeprecatedProperty") != null)) {
            Annotation first = annotation(getters.get(0), "DeprecatedProperty");
            facts(kind, path).put("deprecated", filled(first, "movedToPath", "removalVersion"));
        }
        if (getters.stream().allMatch(getter -> annotation(getter, "AddedIn") != null)) {
            facts(kind, path).put("since", filled(annotation(getters.get(0), "AddedIn"), "value").get("value"));
        }
    }

    private static Map<String, Object> facts(String kind, String path) {
        return KINDS.get(kind).computeIfAbsent(path, key -> new TreeMap<>());
    }

    /** The forms that JSON of this class may take: its subtypes by the value of their discriminator, or the class itself. */
    private static Map<String, Class<?>> forms(Class<?> type) {
        Map<String, Class<?>> forms = new LinkedHashMap<>();
        JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
        if (subtypes == null) forms.put("", type);
        else for (JsonSubTypes.Type subtype : subtypes.value()) forms.put(subtype.name(), subtype.value());
        return forms;
    }

    private static Map<String, Method> properties(Class<?> type) {
        Map<String, Method> found = new TreeMap<>();
        for (Method method : type.getMethods()) {
            boolean bean = method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()) && !method.isBridge();
            String rest = method.getName().startsWith("get") ? method.getName().substring(3)
                : method.getName().startsWith("is") ? method.getName().substring(2) : "";
            boolean ignored = method.isAnnotationPresent(JsonIgnore.class) || rest.equals("Class") || rest.equals("AdditionalProperties");
            if (!bean || rest.isEmpty() || ignored || !hasSetter(type, rest)) continue;
            JsonProperty renamed = method.getAnnotation(JsonProperty.class);
            boolean own = renamed != null && !renamed.value().isEmpty();
            found.put(own ? renamed.value() : Character.toLowerCase(rest.charAt(0)) + rest.substring(1), method);
        }
        return found;
    }

    /** The discriminator of a subtype has a getter only. */
    private static boolean hasSetter(Class<?> type, String property) {
        return property.equals("Type") || Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals("set" + property));
    }

    /** The lists that the operator filters a configuration by, by the field that they hold for. */
    private static Map<String, Object> forbidden(Class<?> type, Map<String, Method> properties) throws Exception {
        Map<String, Object> lists = new TreeMap<>();
        put(lists, "prefixes", type, "FORBIDDEN_PREFIXES");
        put(lists, "exceptions", type, "FORBIDDEN_PREFIX_EXCEPTIONS");
        put(lists, "perListener", type, "ALLOWED_PER_LISTENER_CONFIGS");
        put(lists, "options", type, "FORBIDDEN_OPTIONS");
        put(lists, "options", type, "FORBIDDEN_PARAMETERS");
        put(lists, "allowed", type, "ALLOWED_PREFIXES");
        Map<String, Object> byField = new TreeMap<>();
        if (lists.isEmpty()) return byField;
        for (String field : List.of("config", "listenerConfig")) {
            if (properties.containsKey(field)) byField.put(field, lists);
        }
        return byField;
    }

    private static void put(Map<String, Object> lists, String name, Class<?> type, String constant) throws Exception {
        for (Field field : type.getFields()) {
            if (field.getName().equals(constant)) lists.put(name, ((String) field.get(null)).trim().split("\\s*,+\\s*"));
        }
    }

    /** The annotations moved between packages from one version to the next: their simple name is what stays. */
    private static Annotation annotation(AnnotatedElement element, String simpleName) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals(simpleName)) return annotation;
        }
        return null;
    }

    private static Map<String, Object> filled(Annotation annotation, String... names) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        for (String name : names) {
            Object value = annotation.annotationType().getMethod(name).invoke(annotation);
            if (!value.equals("")) values.put(name, value);
        }
        return values;
    }

    private static Class<?> element(Type type) {
        if (type instanceof ParameterizedType generic) {
            if (!Collection.class.isAssignableFrom((Class<?>) generic.getRawType())) return null;
            return element(generic.getActualTypeArguments()[0]);
        }
        if (type instanceof Class<?> plain) return plain.isArray() ? element(plain.getComponentType()) : plain;
        return null;
    }

    private static String brackets(Type type) {
        if (type instanceof ParameterizedType generic) return "[]" + brackets(generic.getActualTypeArguments()[0]);
        if (type instanceof Class<?> plain && plain.isArray()) return "[]" + brackets(plain.getComponentType());
        return "";
    }
}
