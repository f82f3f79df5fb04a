package dev.tapbench.reports;

import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what nobody may read, before anything is written: by structure (which command, tag, DGI or field holds it) and by
 * value ({@link Secrets}). What structure shows to be secret is registered, so that it is hidden wherever else it appears.
 */
public final class Masker {
    /** A digit run of its own that may be a PAN; a leading 1 or 2 would take in times. */
    private static final Pattern PAN = Pattern.compile("(?<![0-9A-Za-z.*])[3-9][0-9]{12,18}(?![0-9A-Za-z*])");

    /** Fields of host messages that hold PAN, tracks or PIN block (ISO 8583:1987), and their names elsewhere. */
    private static final Set<String> PAN_FIELDS = Set.of("DE2", "pan");

    private static final Pattern SECRET_FIELD =
            Pattern.compile("DE35|DE36|DE45|DE52|track2|pin|passcode|pinBlock|(DGI ?)?(8000|801[0-9]|82..|83..)");

    private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{2})+");

    private final Secrets secrets;
    private final ApduMask apdus;

    public Masker(Secrets secrets) {
        this.secrets = secrets;
        apdus = new ApduMask(secrets);
    }

    public Secrets secrets() {
        return secrets;
    }

    /** Which half-bytes of an exchange are secret. */
    public ApduMask apdus() {
        return apdus;
    }

    /** First six and last four digits, asterisks between. */
    public static String pan(String digits) {
        if (digits.length() <= 10) {
            return "*".repeat(digits.length());
        }
        return digits.substring(0, 6) + "*".repeat(digits.length() - 10) + digits.substring(digits.length() - 4);
    }

    /** Any text for people: forbidden values and what looks like a PAN (13 to 19 digits that fulfil Luhn's check). */
    public String text(String text) {
        return PAN.matcher(secrets.hide(text))
                .replaceAll(m -> Matcher.quoteReplacement(luhn(m.group()) ? pan(m.group()) : m.group()));
    }

    /** Data objects that a card gave, in words. What they show to be secret is hidden from then on wherever else it appears. */
    public List<TraceRow.Node> objects(Bytes data) {
        return new Decoding(this).objects(data);
    }

    /** The fields of a message, by what their names say. */
    public Map<String, String> fields(Map<String, String> fields) {
        Map<String, String> masked = new java.util.LinkedHashMap<>();
        fields.forEach((name, value) -> masked.put(name, field(name, value)));
        return masked;
    }

    private String field(String name, String value) {
        if (PAN_FIELDS.contains(name) && value.matches("[0-9]{12,19}")) {
            secrets.forbidPan(value);
            return pan(value);
        }
        if (SECRET_FIELD.matcher(name).matches()) {
            return "*".repeat(value.length());
        }
        if (name.equals("commands") || name.equals("responses")) {
            return apdus.hexList(value, name.equals("commands"));
        }
        if (value.length() >= 4 && HEX.matcher(value).matches()) {
            return text(apdus.tlv(value));
        }
        return text(value);
    }

    /** Luhn's check digit (ISO/IEC 7812-1, Annex B). */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
