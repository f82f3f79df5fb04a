package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import java.util.Optional;

/**
 * What a purchase costs the cardholder: books are in one currency, shops are not. The merchant is owed what the card signed, in
 * the currency of the shop; how the two are settled is between the issuer and whoever changes its money.
 */
final class Billing {
    private final Currency own;
    private final ExchangeRates rates;

    Billing(IssuerConfig config) {
        own = config.currency();
        rates = config.rates();
    }

    /**
     * The amount in the currency of the books. A chip that holds money has paid at the rate that it keeps, and the books follow
     * it; an account pays at the issuer's own rate. What a device may count, its issuer takes in any case.
     *
     * @throws RefusedException when there is no rate for its currency
     */
    Money bill(IssuerProduct product, Money amount) {
        if (amount.currency().equals(own)) {
            return amount;
        }
        Optional<Money> onDevice = onDevice(product, amount);
        Optional<Money> price = rates.price(amount, own);
        Optional<Money> bill = product.funding() == IssuerProduct.Funding.ON_CHIP
                ? onDevice.or(() -> price)
                : price.or(() -> onDevice);
        return bill.orElseThrow(
                () -> new RefusedException(ResponseCode.NOT_PERMITTED, "there is no rate for " + amount.currency()));
    }

    /** Whether the device itself can say what the amount is in its own currency, and so count it. */
    boolean countedByDevice(IssuerProduct product, Money amount) {
        return amount.currency().equals(own) || onDevice(product, amount).isPresent();
    }

    private Optional<Money> onDevice(IssuerProduct product, Money amount) {
        return product.conversion()
                .filter(rate -> rate.currency()
                        .getCurrencyCode()
                        .equals(amount.currency().alpha()))
                .map(rate -> new Money(rate.convert(amount.minor()), own));
    }
}
