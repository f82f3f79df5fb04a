package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.BitTable;
import dev.tapbench.emv.NamedBit;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the issuer wants done with what a terminal finds (IAC), and where its card may be used (AUC). */
final class ActionRules {
    private static final String IAC = "EMV Book 3, 10.7";
    private static final String AUC = "EMV Book 3, C2";
    private static final int CODE_LENGTH = 5;
    private static final int USAGE_LENGTH = 2;
    private static final int CASH_GOODS_SERVICES = 0xFC;
    private static final int TERMINALS = 0x03;
    private static final List<Integer> CODES = List.of(Tags.IAC_DENIAL, Tags.IAC_ONLINE, Tags.IAC_DEFAULT);
    /** The failure of each method of offline data authentication. */
    private static final Map<Aip.Bit, Tvr.Bit> FAILURES = Map.of(
            Aip.Bit.SDA, Tvr.Bit.SDA_FAILED,
            Aip.Bit.DDA, Tvr.Bit.DDA_FAILED,
            Aip.Bit.CDA, Tvr.Bit.CDA_FAILED);

    static final List<Rule> ALL = List.of(
            Rule.warning(
                    "IN-240",
                    IAC,
                    "the three issuer action codes come together",
                    card -> card.read().filter(spot -> CODES.stream().anyMatch(spot.thing()::has)),
                    application ->
                            Rule.unless(CODES.stream().allMatch(application::has), "not all of 9F0D, 9F0E, 9F0F")),
            reserved("IN-241", Tags.IAC_DENIAL, CODE_LENGTH),
            reserved("IN-242", Tags.IAC_ONLINE, CODE_LENGTH),
            reserved("IN-243", Tags.IAC_DEFAULT, CODE_LENGTH),
            Rule.warning(
                    "IN-244",
                    IAC,
                    "where the card's authentication failed and the issuer cannot be asked, the terminal declines",
                    ActionRules::withFailures,
                    application -> uncovered(application, failures(application), Tags.IAC_DENIAL, Tags.IAC_DEFAULT)),
            Rule.warning(
                    "IN-245",
                    IAC,
                    "where the card's authentication failed, the terminal asks the issuer, or declines",
                    ActionRules::withFailures,
                    application -> uncovered(application, failures(application), Tags.IAC_DENIAL, Tags.IAC_ONLINE)),
            declined("IN-246", "an expired application", Tvr.Bit.EXPIRED),
            declined("IN-247", "an application that is not effective yet", Tvr.Bit.NOT_YET_EFFECTIVE),
            declined("IN-248", "a use that the card does not allow", Tvr.Bit.SERVICE_NOT_ALLOWED),
            reserved("IN-249", Tags.APPLICATION_USAGE_CONTROL, USAGE_LENGTH),
            Rule.warning(
                    "IN-250",
                    AUC,
                    "the card is valid for cash, goods or services somewhere",
                    ActionRules::usage,
                    value -> Rule.unless((value.at(0) & CASH_GOODS_SERVICES) != 0, Text.hex(value))),
            Rule.warning(
                    "IN-251",
                    AUC,
                    "the card is valid at ATMs or at other terminals",
                    ActionRules::usage,
                    value -> Rule.unless((value.at(0) & TERMINALS) != 0, Text.hex(value))),
            Rule.note(
                    "IN-252",
                    "EMV Book 3, 10.4.1",
                    "the card gives the version of its application (9F08)",
                    Seen::read,
                    application -> Rule.unless(application.has(Tags.APPLICATION_VERSION), "none")));

    private ActionRules() {}

    private static Rule reserved(String id, int tag, int length) {
        BitTable table = BitTable.of(tag).orElseThrow();
        return Rule.error(
                id,
                table.clause(),
                "bits of " + table.title() + " (" + Tlv.hexTag(tag) + ") that are reserved are zero",
                card -> of(card, tag, length),
                value -> Rule.unless(table.reserved(value).equals(Bytes.zeros(length)), Text.hex(value)));
    }

    private static Rule declined(String id, String what, NamedBit bit) {
        return Rule.warning(
                id,
                IAC,
                "where the issuer cannot be asked, the terminal declines " + what,
                ActionRules::withCodes,
                application -> uncovered(application, List.of(bit), Tags.IAC_DENIAL, Tags.IAC_DEFAULT));
    }

    private static Stream<Spot<Bytes>> of(Seen card, int tag, int length) {
        Function<Seen, Stream<Spot<Bytes>>> values = Seen.values(tag);
        return values.apply(card).filter(spot -> spot.thing().length() == length);
    }

    private static Stream<Spot<Bytes>> usage(Seen card) {
        return of(card, Tags.APPLICATION_USAGE_CONTROL, USAGE_LENGTH);
    }

    private static Optional<Bytes> code(SeenApplication application, int tag) {
        return application.value(tag).filter(value -> value.length() == CODE_LENGTH);
    }

    private static Stream<Spot<SeenApplication>> withCodes(Seen card) {
        return card.read()
                .filter(spot ->
                        CODES.stream().allMatch(tag -> code(spot.thing(), tag).isPresent()));
    }

    private static Stream<Spot<SeenApplication>> withFailures(Seen card) {
        return withCodes(card).filter(spot -> !failures(spot.thing()).isEmpty());
    }

    private static List<Tvr.Bit> failures(SeenApplication application) {
        return FAILURES.entrySet().stream()
                .filter(entry -> application.has(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Bits that neither of two codes has. */
    private static Optional<String> uncovered(
            SeenApplication application, List<? extends NamedBit> bits, int first, int second) {
        Bytes one = code(application, first).orElseThrow();
        Bytes other = code(application, second).orElseThrow();
        List<String> open = bits.stream()
                .filter(bit -> !bit.in(one) && !bit.in(other))
                .map(NamedBit::toString)
                .toList();
        return Rule.unless(
                open.isEmpty(),
                "neither " + Tlv.hexTag(first) + " nor " + Tlv.hexTag(second) + " has " + String.join(", ", open));
    }
}
