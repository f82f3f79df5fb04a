package dev.tapbench.bench;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.InventoryFile;
import dev.tapbench.profiles.InventoryFile.Change;
import dev.tapbench.risk.RiskProfile.Device;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a card that is out says of itself.
 *
 * @param pan its number; empty for a card that shows none any more
 * @param funds 9F50: what it may spend
 * @param atc 9F36, after this reading, which moves it by one
 * @param pinTries 9F17
 * @param loads how many it has accepted in its life
 * @param usable whether its application can be selected, is not blocked and shows its number
 * @param counters DF23, where the bench has an interface that shows them
 */
record CardState(
        Optional<Pan> pan,
        Money funds,
        int atc,
        int pinTries,
        int loads,
        boolean usable,
        Optional<CounterReport> counters) {
    /**
     * Reads it, with one GET PROCESSING OPTIONS: over the contacts of a card where the bench has a slot, so that it need not be moved;
     * else over the antenna, and the counters over a phone's wire.
     *
     * @throws DeviceException when the card has no such application: another one lies there
     */
    static CardState read(BenchDevices devices, Card card, CardProfile profile) {
        Optional<Reader> inner = devices.inner(profile.device());
        Optional<Reader> slot = profile.device() == Device.CARD ? inner : Optional.empty();
        Reader reader = slot.orElseGet(devices::contactless);
        Bytes aid = profile.application().aid();
        Currency currency = Currency.ofAlpha(profile.risk().currency().getCurrencyCode());
        CardState seen;
        try (CardLink link = reader.tap(card)) {
            StatusWord selected = ask(link, Commands.select(aid)).sw();
            if (selected.equals(StatusWord.FUNCTION_NOT_SUPPORTED)) {
                return new CardState(Optional.empty(), Money.zero(currency), 0, 0, 0, false, Optional.empty());
            }
            if (!selected.ok() && !selected.equals(StatusWord.SELECTED_FILE_INVALIDATED)) {
                throw new DeviceException("expected the card " + card.id() + " with the application " + aid
                        + " on reader '" + reader.name() + "', and SELECT is answered " + selected + " ("
                        + selected.meaning() + "): see which card lies there");
            }
            int tries = (int) getData(link, Tags.PIN_TRY_COUNTER).toNumber();
            Money funds = Money.ofN12(getData(link, Tags.FUNDS), currency);
            int loads = PendingLoad.parse(getData(link, Tags.PENDING_LOAD)).loadNumber();
            Optional<CounterReport> counters = slot.map(unused -> CounterReport.parse(getData(link, Tags.COUNTERS)));
            Optional<Pan> pan = pan(link, card);
            int atc = (int) getData(link, Tags.ATC).toNumber();
            seen = new CardState(pan, funds, atc, tries, loads, selected.ok() && pan.isPresent(), counters);
        }
        return inner.filter(unused -> slot.isEmpty() && seen.usable)
                .map(wire -> new CardView(wire, card, aid, currency).counters())
                .map(seen::with)
                .orElse(seen);
    }

    private CardState with(CounterReport report) {
        return new CardState(pan, funds, atc, pinTries, loads, usable, Optional.of(report));
    }

    private static Optional<Pan> pan(CardLink link, Card card) {
        ResponseApdu options = ask(link, Commands.gpo(Bytes.empty()));
        if (!options.ok()) {
            throw new DeviceException("GET PROCESSING OPTIONS: expected 9000 from a personalized card, came "
                    + options.sw() + " from " + card.id() + ": see which card lies there");
        }
        Afl afl = Afl.parse(Tlv.parse(options.data()).require(Tags.AFL).value());
        for (Afl.Entry entry : afl.entries()) {
            for (int record = entry.first(); record <= entry.last(); record++) {
                ResponseApdu answer = ask(link, Commands.readRecord(entry.sfi(), record));
                Optional<Tlv> pan = answer.ok() ? Tlv.parse(answer.data()).find(Tags.PAN) : Optional.empty();
                if (pan.isPresent()) {
                    return Optional.of(Pan.ofBcd(pan.get().value()));
                }
            }
        }
        return Optional.empty();
    }

    private static Bytes getData(CardLink link, int tag) {
        ResponseApdu answer = ask(link, Commands.getData(tag));
        if (!answer.ok()) {
            throw new EmvDataException("GET DATA " + Tlv.hexTag(tag) + ": expected 9000, came " + answer.sw());
        }
        return Tlv.parse(answer.data()).require(tag).value();
    }

    private static ResponseApdu ask(CardLink link, CommandApdu command) {
        return ResponseApdu.parse(link.transmit(command.toBytes().toArray()));
    }

    /** What this shows that commands and answers did not: an issuer blocks a card, or takes its PIN tries, in a cryptogram's data. */
    CardCost cost() {
        return new CardCost(
                0,
                0,
                usable ? OptionalInt.of(pinTries) : OptionalInt.empty(),
                0,
                0,
                usable ? Set.of() : Set.of(Change.BLOCKED));
    }

    /**
     * The same for the inventory.
     *
     * @param maskedBefore its number where it shows none any more
     * @param changed what it was told and nobody has undone
     */
    InventoryFile.Known known(String maskedBefore, Set<Change> changed) {
        return new InventoryFile.Known(
                pan.map(Pan::masked).orElse(maskedBefore), funds, atc, pinTries, usable, changed);
    }
}
