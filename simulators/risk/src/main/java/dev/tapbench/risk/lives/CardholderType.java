package dev.tapbench.risk.lives;

/**
 * How the cardholders of one type live. Payments come at any time, independent of each other (a Poisson process); amounts are
 * lognormal. Amounts are minor units of the profile's currency.
 *
 * @param name unique among the types
 * @param share of all cardholders
 * @param paymentsPerMonth in hundredths: 3000 are thirty payments in a month of 30 days
 * @param medianAmount of a payment
 * @param p95Amount that 95 of 100 payments do not exceed
 * @param contactless of a device that has contacts as well: how many payments are tapped
 * @param pinInSlot of the payments in the slot, how many ask for the PIN whatever the counters say
 * @param online at how many terminals the issuer can be asked
 * @param issuerApproves of the payments that it is asked about
 * @param foreign in another currency
 * @param topUpBelow funds below which the owner loads a prepaid device before paying; 0 for never
 * @param topUpAmount what the owner then loads
 * @param mistypes of the entries of a PIN or passcode, how many are wrong
 */
public record CardholderType(
        String name,
        Percent share,
        int paymentsPerMonth,
        long medianAmount,
        long p95Amount,
        Percent contactless,
        Percent pinInSlot,
        Percent online,
        Percent issuerApproves,
        Percent foreign,
        long topUpBelow,
        long topUpAmount,
        Percent mistypes) {}
