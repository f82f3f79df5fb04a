package dev.tapbench.parties.inspection;

import dev.tapbench.ports.Bytes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Track 2 equivalent data, 57 (EMV Book 3, Annex A; ISO/IEC 7813).
 *
 * @param pan the digits before the separator
 * @param expiry YYMM
 * @param serviceCode 3 digits
 */
record Track2(String pan, String expiry, String serviceCode) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,19})D([0-9]{4})([0-9]{3})[0-9]*F?");

    /** Empty where it has another form. */
    static Optional<Track2> of(Bytes value) {
        Matcher matcher = FORM.matcher(value.toHex());
        return matcher.matches()
                ? Optional.of(new Track2(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** The number of a card is not printed. */
    @Override
    public String toString() {
        return "track 2 that expires " + expiry;
    }
}
