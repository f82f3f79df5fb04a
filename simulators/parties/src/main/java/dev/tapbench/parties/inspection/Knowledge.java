package dev.tapbench.parties.inspection;

import dev.tapbench.emv.crypto.CaKey;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.ports.Bytes;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardStatement;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is known besides the card.
 *
 * @param today for what expires
 * @param caKeys keys of certification authorities
 * @param profile what the card is meant to be
 * @param statement what is stated of it
 */
public record Knowledge(
        LocalDate today, List<CaKey> caKeys, Optional<CardProfile> profile, Optional<CardStatement> statement) {
    public Knowledge {
        caKeys = List.copyOf(caKeys);
    }

    /** Of a card of which nothing is known. */
    public static Knowledge of(LocalDate today) {
        return new Knowledge(today, List.of(), Optional.empty(), Optional.empty());
    }

    /** Of a card under a profile: its certification authority is known. */
    public static Knowledge of(LocalDate today, CardProfile profile) {
        return new Knowledge(today, List.of(caKey(profile)), Optional.of(profile), Optional.empty());
    }

    private static CaKey caKey(CardProfile profile) {
        RSAPrivateCrtKey key = profile.keys().ca();
        return new CaKey(
                profile.application().rid(),
                profile.keys().caIndex(),
                Rsa.publicKey(
                        Bytes.of(key.getModulus().toByteArray()),
                        Bytes.of(key.getPublicExponent().toByteArray())));
    }

    /** The same, but not what the card is meant to be. */
    public Knowledge withoutProfile() {
        return new Knowledge(today, caKeys, Optional.empty(), statement);
    }

    /** The same, and what is stated of the card. */
    public Knowledge with(CardStatement stated) {
        return new Knowledge(today, caKeys, profile, Optional.of(stated));
    }
}
