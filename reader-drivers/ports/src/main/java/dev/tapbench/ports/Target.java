package dev.tapbench.ports;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names a device: {@code scheme:name?option=value&option=value}, such as {@code jcardsim:?fault=F-001} or
 * {@code pkcs11:softhsm}. The scheme chooses the driver.
 */
public record Target(String scheme, String name, Map<String, String> options) {
    /** An hour. */
    private static final int LONGEST = 3_600;

    public Target {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Reads a target.
     *
     * @throws IllegalArgumentException when the scheme or an option's name is missing, or an option stands twice
     */
    public static Target parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no driver: expected scheme:name, such as jcardsim: or pkcs11:softhsm");
        }
        String rest = text.substring(colon + 1);
        int question = rest.indexOf('?');
        String name = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0 && question + 1 < rest.length()) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                if (key.isEmpty()) {
                    throw new IllegalArgumentException(
                            "'" + text + "' has an option without a name: expected key=value");
                }
                if (options.put(key, equals < 0 ? "" : pair.substring(equals + 1)) != null) {
                    throw new IllegalArgumentException("'" + text + "' has the option '" + key + "' twice");
                }
            }
        }
        return new Target(text.substring(0, colon), name, options);
    }

    /** The value of an option, if it was given. */
    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    /**
     * The seconds that an option gives, from one to an hour.
     *
     * @throws IllegalArgumentException when the option is something else
     */
    public Duration seconds(String key, int usual) {
        String text = option(key).orElse(Integer.toString(usual));
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= LONGEST) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(noSeconds(key, text), e);
        }
        throw new IllegalArgumentException(noSeconds(key, text));
    }

    private String noSeconds(String key, String text) {
        return "'" + this + "' has the " + key + " '" + text + "': expected seconds, 1 to " + LONGEST;
    }

    /** This target with one option more, or with another value for it. */
    public Target with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(key, value);
        return new Target(scheme, name, more);
    }

    /** This target without an option. */
    public Target without(String key) {
        Map<String, String> fewer = new LinkedHashMap<>(options);
        fewer.remove(key);
        return new Target(scheme, name, fewer);
    }

    /**
     * Refuses options that the driver does not know.
     *
     * @throws IllegalArgumentException naming the option and the known ones
     */
    public void requireOnly(Set<String> known) {
        for (String key : options.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "'" + this + "' has the unknown option '" + key + "': known are " + new TreeSet<>(known));
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme).append(':').append(name);
        String separator = "?";
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = "&";
        }
        return text.toString();
    }
}
