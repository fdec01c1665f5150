import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;

/**
 * Takes tokens of Amazon MSK's IAM access control beside those that a broker takes usually. It holds them to their form
 * and time; AWS alone can tell whether their signature is of somebody who may connect.
 */
public class MskTokens extends OAuthBearerValidatorCallbackHandler {
    @Override
    public void handle(Callback[] callbacks) throws java.io.IOException, javax.security.auth.callback.UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            String token = callback instanceof OAuthBearerValidatorCallback ? ((OAuthBearerValidatorCallback) callback).tokenValue() : "";
            if (!token.startsWith("aHR0cHM6Ly9")) {
                super.handle(new Callback[] {callback});
                continue;
            }
            OAuthBearerValidatorCallback asked = (OAuthBearerValidatorCallback) callback;
            OAuthBearerToken taken = take(token);
            if (taken == null) asked.error("invalid_token", null, null);
            else asked.token(taken);
        }
    }

    /** The token, if it is a request to connect that is signed for a region and not too old. */
    static OAuthBearerToken take(String token) {
        URI url = URI.create(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        Map<String, String> query = new HashMap<>();
        for (String pair : url.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        String credential = query.getOrDefault("X-Amz-Credential", "");
        String[] scope = credential.split("/");
        long start = Instant.from(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC)
            .parse(query.getOrDefault("X-Amz-Date", ""))).toEpochMilli();
        long end = start + 1000 * Long.parseLong(query.getOrDefault("X-Amz-Expires", "0"));
        boolean sound = scope.length == 5
            && url.getHost().equals("kafka." + scope[2] + ".amazonaws.com")
            && scope[3].equals("kafka-cluster")
            && query.getOrDefault("Action", "").equals("kafka-cluster:Connect")
            && query.getOrDefault("X-Amz-Algorithm", "").equals("AWS4-HMAC-SHA256")
            && query.getOrDefault("X-Amz-SignedHeaders", "").equals("host")
            && query.getOrDefault("X-Amz-Signature", "").matches("[0-9a-f]{64}")
            && end > System.currentTimeMillis();
        if (!sound) return null;
        return new OAuthBearerToken() {
            @Override
            public String value() {
                return token;
            }

            @Override
            public Set<String> scope() {
                return Set.of();
            }

            @Override
            public long lifetimeMs() {
                return end;
            }

            @Override
            public String principalName() {
                return scope[0];
            }

            @Override
            public Long startTimeMs() {
                return start;
            }
        };
    }
}
