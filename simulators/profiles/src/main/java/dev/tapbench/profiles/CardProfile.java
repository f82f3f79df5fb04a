package dev.tapbench.profiles;

import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.ports.Bytes;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A product of the issuer: what a card or phone of it is like, and the test keys of its chain.
 *
 * @param file where it was read
 * @param product the name by which consumer, issuer and MOTAPS speak of it
 * @param device card, fob or phone
 * @param risk its risk profile
 * @param application what the payment application says of itself
 * @param issuing how the issuer allots numbers
 * @param pin the holder's PIN or passcode
 * @param chip what the chip maker leaves in the chip
 * @param keys the test keys of issuer, MOTAPS, TSP, terminal and certification authority
 */
public record CardProfile(
        Path file,
        String product,
        Device device,
        RiskProfile risk,
        Application application,
        Issuing issuing,
        PinRule pin,
        Chip chip,
        TestKeys keys) {
    /** This product with another risk profile, for a device of this kind. */
    public CardProfile withRisk(RiskProfile other) {
        RiskProfile fitting = other.with(other.behaviour().withDevice(device));
        return new CardProfile(file, product, device, fitting, application, issuing, pin, chip, keys);
    }

    /** Whether a device of this product can stand in for one of the other: the same in all but the names of files and risk profiles. */
    public boolean isLike(CardProfile other) {
        return new CardProfile(
                        other.file,
                        other.product,
                        device,
                        risk.named(other.risk.name()),
                        application,
                        issuing,
                        pin,
                        chip,
                        keys)
                .equals(other);
    }

    /**
     * What the payment application says of itself.
     *
     * @param aid instance AID, 5 to 16 bytes; the first five are the registered application provider (RID)
     * @param label application label (50), 1 to 16 letters
     * @param priority application priority indicator (87), 1 to 15
     */
    public record Application(Bytes aid, String label, int priority) {
        /** Registered application provider identifier, 5 bytes: certificates are looked up under it. */
        public Bytes rid() {
            return aid.slice(0, 5);
        }
    }

    /**
     * How the issuer allots numbers.
     *
     * @param iin issuer identification number, 6 or 8 digits, first digit not 0
     * @param panLength digits of a PAN, 13 to 19
     * @param country ISO 3166-1 numeric code of the issuer
     * @param validityYears years from issue to expiry, 1 to 20
     * @param derivationKeyIndex which of the issuer's keys the card's keys come from (DKI), 0 to 255
     * @param derivation how the card's keys come from them (EMV Book 2, A1.4)
     */
    public record Issuing(
            String iin,
            int panLength,
            int country,
            int validityYears,
            int derivationKeyIndex,
            IccKeys.Option derivation) {}

    /**
     * The holder's PIN or passcode.
     *
     * @param reference the test value that issuer and holder know
     * @param tries how often in a row it may be wrong, 1 to 15
     * @param pattern a phone's reference pattern, the points of a square of nine in their order; absent where there is none
     */
    public record PinRule(Pin reference, int tries, Optional<Pin> pattern) {
        /** Without a pattern. */
        public PinRule(Pin reference, int tries) {
            this(reference, tries, Optional.empty());
        }
    }

    /**
     * What the chip maker leaves in the chip.
     *
     * @param keyVersion version number of the card keys, 1 to 127
     * @param minimumLevel lowest security level that the card takes: 0x01, 0x03, or 0x33 under SCP03
     * @param channel protocol in which it is personalized
     */
    public record Chip(int keyVersion, int minimumLevel, SecureChannelProtocol channel) {}
}
