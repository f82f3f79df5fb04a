package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.ConversionRate;
import java.time.Period;
import java.util.Optional;

/**
 * A product that the issuer gives out.
 *
 * @param name as consumers ask for it
 * @param riskProfile name of the risk profile its devices get
 * @param iin issuer identification number, 6 or 8 digits: the PAN's first
 * @param panLength digits of a PAN with its check digit, 12 to 19
 * @param panSequenceNumber 0 to 99
 * @param derivation how a card's keys come from the issuer's
 * @param maximumBalance the most that may be on a device
 * @param openingBalance what a new account holds, from which its device is loaded
 * @param pin reference PIN of every device of this (test) product
 * @param pattern reference pattern of every phone of this (test) product, where it has one
 * @param pinTries how often in a row the PIN may be wrong, 1 to 15
 * @param funding where the money for payments is
 * @param onlineApproval what an approved online payment does to the spending counters of the chip
 * @param conversion the rate by which the chip counts payments in another currency, where it keeps one
 * @param validity from the day of approval
 */
public record IssuerProduct(
        String name,
        String riskProfile,
        String iin,
        int panLength,
        int panSequenceNumber,
        IccKeys.Option derivation,
        Money maximumBalance,
        Money openingBalance,
        Pin pin,
        Optional<Pin> pattern,
        int pinTries,
        Funding funding,
        OnlineApproval onlineApproval,
        Optional<ConversionRate> conversion,
        Period validity) {
    /** Where the money for payments is. */
    public enum Funding {
        /** On the chip: what it tells of its funds is money that the issuer owes its holder. */
        ON_CHIP,
        /** In the account: what the chip tells is how far it may spend without asking. */
        ON_ACCOUNT
    }

    public IssuerProduct {
        if (!iin.matches("[0-9]{6}|[0-9]{8}")) {
            throw new IllegalArgumentException("an issuer identification number has 6 or 8 digits, not '" + iin + "'");
        }
        if (panLength < 12 || panLength > 19) {
            throw new IllegalArgumentException("a PAN has 12 to 19 digits, not " + panLength);
        }
    }
}
