package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import java.util.OptionalInt;

/**
 * Terminal risk management (EMV Book 3, 10.6): large amounts, some at random, and cards that were not online for long go to the
 * issuer. Split sales (a log of recent amounts by PAN) are not kept.
 */
final class TerminalRiskManagement {
    private final TerminalConfig config;
    private final Entropy entropy;

    TerminalRiskManagement(TerminalConfig config, Entropy entropy) {
        this.config = config;
        this.entropy = entropy;
    }

    /** Only where the AIP asks for it. */
    void manage(CardDialogue card, CardApplication application, Transaction transaction) {
        exceptionFile(application, transaction);
        if (!application.aip().has(Aip.Bit.TERMINAL_RISK_MANAGEMENT)) {
            return;
        }
        floorLimit(transaction);
        randomSelection(transaction);
        velocity(card, application, transaction);
        transaction.performed(Tsi.Bit.TERMINAL_RISK_MANAGEMENT_PERFORMED);
    }

    /** EMV Book 4, 6.3.5: a list of the terminal, whatever the card says. */
    private void exceptionFile(CardApplication application, Transaction transaction) {
        if (config.risk().exceptionFile().contains(application.pan())) {
            transaction.found(Tvr.Bit.ON_EXCEPTION_FILE);
        }
    }

    /** 10.6.1: an amount equal to the floor limit exceeds it. */
    private void floorLimit(Transaction transaction) {
        if (transaction.amount().minor() >= config.risk().floorLimit()) {
            transaction.found(Tvr.Bit.FLOOR_LIMIT_EXCEEDED);
        }
    }

    /** 10.6.2: below the threshold each has the same chance; above it the chance grows up to the floor limit. */
    private void randomSelection(Transaction transaction) {
        RiskParameters risk = config.risk();
        long amount = transaction.amount().minor();
        if (!config.onlineCapable() || risk.maximumTargetPercentage() == 0 || amount >= risk.floorLimit()) {
            return;
        }
        double target = risk.targetPercentage();
        if (amount >= risk.thresholdValue()) {
            double share = (double) (amount - risk.thresholdValue()) / (risk.floorLimit() - risk.thresholdValue());
            target += (risk.maximumTargetPercentage() - risk.targetPercentage()) * share;
        }
        if (fromOneTo99() <= target) {
            transaction.found(Tvr.Bit.RANDOMLY_SELECTED);
        }
    }

    /** Every number equally often: bytes above the last whole hundred are thrown again. */
    private int fromOneTo99() {
        int random;
        do {
            random = entropy.bytes(1).at(0);
        } while (random >= 198);
        return random % 99 + 1;
    }

    /** 10.6.3: only where the card has both limits. */
    private static void velocity(CardDialogue card, CardApplication application, Transaction transaction) {
        if (application.find(Tags.LOWER_LIMIT).isEmpty()
                || application.find(Tags.UPPER_LIMIT).isEmpty()) {
            return;
        }
        OptionalInt atc = counter(card, Tags.ATC);
        OptionalInt lastOnline = counter(card, Tags.LAST_ONLINE_ATC);
        boolean known = atc.isPresent() && lastOnline.isPresent() && atc.getAsInt() > lastOnline.getAsInt();
        int since = known ? atc.getAsInt() - lastOnline.getAsInt() : Integer.MAX_VALUE;
        if (since > application.require(Tags.LOWER_LIMIT).at(0)) {
            transaction.found(Tvr.Bit.LOWER_LIMIT_EXCEEDED);
        }
        if (since > application.require(Tags.UPPER_LIMIT).at(0)) {
            transaction.found(Tvr.Bit.UPPER_LIMIT_EXCEEDED);
        }
        if (lastOnline.isPresent() && lastOnline.getAsInt() == 0) {
            transaction.found(Tvr.Bit.NEW_CARD);
        }
    }

    private static OptionalInt counter(CardDialogue card, int tag) {
        ResponseApdu response = card.send(Commands.getData(tag));
        if (!response.ok()) {
            return OptionalInt.empty();
        }
        Bytes value = Tlv.parse(response.data()).require(tag).value();
        return value.length() == 2 ? OptionalInt.of((int) value.toNumber()) : OptionalInt.empty();
    }
}
