package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import java.util.List;
import java.util.Optional;

/**
 * What an issuer is set up with.
 *
 * @param currency of its books, and of every load
 * @param rates for how much it sells other currencies, which purchases may be in
 * @param loadsPerDay how many loads a card may be approved a day (UTC)
 * @param loadedPerDay how much a card may be approved a day (UTC)
 * @param paidPerDay for how much a card's purchases may be approved online a day (UTC)
 */
public record IssuerConfig(
        Currency currency,
        ExchangeRates rates,
        int loadsPerDay,
        Money loadedPerDay,
        Money paidPerDay,
        List<IssuerProduct> products) {
    public IssuerConfig {
        products = List.copyOf(products);
    }

    /** The product of that name, if there is one. */
    Optional<IssuerProduct> product(String name) {
        return products.stream().filter(product -> product.name().equals(name)).findFirst();
    }
}
