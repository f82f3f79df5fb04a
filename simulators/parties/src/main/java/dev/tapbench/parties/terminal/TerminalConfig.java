package dev.tapbench.parties.terminal;

import dev.tapbench.emv.TerminalCapabilities;
import dev.tapbench.emv.TerminalCapabilities.Bit;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import java.time.Duration;
import java.util.List;

/**
 * What a terminal is set up with.
 *
 * @param terminalId DE41, 8 characters
 * @param merchantId DE42, up to 15 characters
 * @param acquirerId DE32, up to 11 digits
 * @param countryCode ISO 3166-1 numeric, 9F1A
 * @param terminalType 9F35 (EMV Book 4, Annex A1), 0 to 99
 * @param contactCapabilities 9F33 for a card in the contact reader
 * @param contactlessCapabilities 9F33 for a tap: no PIN for the card can be entered while it is held to the reader
 * @param applicationVersion 9F09
 * @param aids what it accepts, by complete or partial name (EMV Book 1, 12.3)
 * @param caKeyIndex 8F: which key of the certification authority it holds
 * @param actionCodes the acquirer's
 * @param risk floor limit, random selection, exceptions
 * @param pinLife how long the PIN pad keeps a PIN
 */
public record TerminalConfig(
        String terminalId,
        String merchantId,
        String acquirerId,
        int countryCode,
        int terminalType,
        TerminalCapabilities contactCapabilities,
        TerminalCapabilities contactlessCapabilities,
        int applicationVersion,
        List<Bytes> aids,
        int caKeyIndex,
        ActionCodes actionCodes,
        RiskParameters risk,
        Duration pinLife) {
    public TerminalConfig {
        aids = List.copyOf(aids);
        if (terminalId.length() != 8 || merchantId.isEmpty() || merchantId.length() > 15) {
            throw new IllegalArgumentException("a terminal id has 8 characters and a merchant id up to 15, not '"
                    + terminalId + "' and '" + merchantId + "'");
        }
    }

    /** An attended terminal, offline with online capability (9F35 = 22), with our AID and PINs kept for 45 seconds. */
    public static TerminalConfig of(String terminalId, int countryCode, int caKeyIndex) {
        return new TerminalConfig(
                terminalId,
                "TAPBENCH SHOP",
                "99990",
                countryCode,
                22,
                usualContact(),
                TerminalCapabilities.NONE.with(Bit.NO_CVM).with(Bit.CDA),
                1,
                List.of(Bytes.hex("F0544150011010")),
                caKeyIndex,
                ActionCodes.usual(),
                RiskParameters.NONE,
                Duration.ofSeconds(45));
    }

    /** A PIN pad, a clerk who compares signatures, and all offline data authentication. No PIN goes to the issuer. */
    private static TerminalCapabilities usualContact() {
        return TerminalCapabilities.NONE
                .with(Bit.CONTACTS)
                .with(Bit.PLAINTEXT_PIN)
                .with(Bit.ENCIPHERED_PIN)
                .with(Bit.SIGNATURE)
                .with(Bit.NO_CVM)
                .with(Bit.SDA)
                .with(Bit.DDA)
                .with(Bit.CDA);
    }

    TerminalCapabilities capabilities(Medium medium) {
        return medium == Medium.CONTACTLESS ? contactlessCapabilities : contactCapabilities;
    }

    /** Whether there is a way to the issuer (EMV Book 4, Annex A1: types that end in 3 or 6 have none). */
    boolean onlineCapable() {
        return terminalType % 10 != 3 && terminalType % 10 != 6;
    }

    /** This terminal without a way to the issuer: attended, offline only (9F35 = 23). */
    public TerminalConfig offlineOnly() {
        return copy(23, contactCapabilities, aids, actionCodes, risk);
    }

    /** This terminal with nobody beside it (9F35: 24, 25 or 26 in the place of 21, 22 or 23). */
    public TerminalConfig unattended() {
        return copy(terminalType + 3, contactCapabilities, aids, actionCodes, risk);
    }

    /** This terminal without a PIN pad, such as one at a barrier: its slot takes a card without any cardholder verification. */
    public TerminalConfig withoutPinPad() {
        return with(TerminalCapabilities.NONE
                .with(Bit.CONTACTS)
                .with(Bit.NO_CVM)
                .with(Bit.SDA)
                .with(Bit.DDA)
                .with(Bit.CDA));
    }

    /** This terminal with other risk parameters. */
    public TerminalConfig with(RiskParameters other) {
        return copy(terminalType, contactCapabilities, aids, actionCodes, other);
    }

    /** This terminal with other action codes. */
    public TerminalConfig with(ActionCodes other) {
        return copy(terminalType, contactCapabilities, aids, other, risk);
    }

    /** This terminal with another contact reader. */
    public TerminalConfig with(TerminalCapabilities contact) {
        return copy(terminalType, contact, aids, actionCodes, risk);
    }

    /** This terminal, accepting other applications. */
    public TerminalConfig with(List<Bytes> otherAids) {
        return copy(terminalType, contactCapabilities, otherAids, actionCodes, risk);
    }

    private TerminalConfig copy(
            int type,
            TerminalCapabilities contact,
            List<Bytes> applications,
            ActionCodes codes,
            RiskParameters parameters) {
        return new TerminalConfig(
                terminalId,
                merchantId,
                acquirerId,
                countryCode,
                type,
                contact,
                contactlessCapabilities,
                applicationVersion,
                applications,
                caKeyIndex,
                codes,
                parameters,
                pinLife);
    }
}
