package dev.tapbench.parties.messages;

import com.solab.iso8583.IsoType;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The data elements of our host interface (ISO 8583:1987, 4.3), with their format. DE64 and DE128 belong to {@link HostSeal}. */
enum HostField {
    PAN(2, IsoType.LLVAR, 19, "[0-9]{8,19}"),
    PROCESSING_CODE(3, IsoType.NUMERIC, 6, "[0-9]{6}"),
    AMOUNT(4, IsoType.NUMERIC, 12, "[0-9]{12}"),
    TRANSMISSION_TIME(7, IsoType.NUMERIC, 10, "[0-9]{10}"),
    TRACE_NUMBER(11, IsoType.NUMERIC, 6, "[0-9]{6}"),
    LOCAL_TIME(12, IsoType.NUMERIC, 6, "[0-9]{6}"),
    LOCAL_DATE(13, IsoType.NUMERIC, 4, "[0-9]{4}"),
    EXPIRY(14, IsoType.NUMERIC, 4, "[0-9]{4}"),
    ENTRY_MODE(22, IsoType.NUMERIC, 3, "[0-9]{3}"),
    CARD_SEQUENCE(23, IsoType.NUMERIC, 3, "[0-9]{3}"),
    CONDITION(25, IsoType.NUMERIC, 2, "[0-9]{2}"),
    ACQUIRER(32, IsoType.LLVAR, 11, "[0-9]{1,11}"),
    TRACK_2(35, IsoType.LLVAR, 37, "[0-9=D]{1,37}"),
    RETRIEVAL_REFERENCE(37, IsoType.ALPHA, 12, "[0-9A-Za-z ]{12}"),
    AUTHORIZATION_CODE(38, IsoType.ALPHA, 6, "[0-9A-Za-z ]{6}"),
    RESPONSE_CODE(39, IsoType.ALPHA, 2, "[0-9A-Za-z]{2}"),
    TERMINAL(41, IsoType.ALPHA, 8, "[ -~]{8}"),
    MERCHANT(42, IsoType.ALPHA, 15, "[ -~]{15}"),
    CURRENCY(49, IsoType.NUMERIC, 3, "[0-9]{3}"),
    /** An addition to the 1987 edition: BER-TLV as raw bytes, three ASCII digits count them. */
    CHIP_DATA(55, IsoType.LLLVAR, 255, "(?s).{1,255}"),
    NETWORK_CODE(70, IsoType.NUMERIC, 3, "[0-9]{3}"),
    ORIGINAL(90, IsoType.NUMERIC, 42, "[0-9]{42}");

    private final int number;
    private final IsoType type;
    private final int length;
    private final Pattern pattern;

    HostField(int number, IsoType type, int length, String pattern) {
        this.number = number;
        this.type = type;
        this.length = length;
        this.pattern = Pattern.compile(pattern);
    }

    int number() {
        return number;
    }

    IsoType type() {
        return type;
    }

    /** Characters; for a variable element the most there may be. */
    int length() {
        return length;
    }

    boolean accepts(String value) {
        return pattern.matcher(value).matches();
    }

    String expected() {
        return "DE" + number + " as " + pattern.pattern();
    }

    static Optional<HostField> of(int number) {
        return Arrays.stream(values()).filter(field -> field.number == number).findFirst();
    }
}
