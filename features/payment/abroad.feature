@needs-ccd @needs-cda @needs-keys
Feature: Paying in another currency

  A card's limits and an account's money are in one currency, shops are in many. The issuer decides what a card does with the others:
  decline, ask the issuer, or count at a rate that it keeps. The issuer of these scenarios sells a US dollar for 0.92 EUR and has no
  Swedish crowns.

  @needs-contactless
  Rule: where the issuer is asked, the account pays in its own currency

    # A phone that took a dollar for a euro would have spent 10.00 EUR of its limits; it cannot tell what it spent, and counts that
    # it paid. An issuer that took it so would take 10.00 EUR from the account.
    @TC-T-020 @T-01 @T-08 @needs-phone @needs-wire @pcsc @shows
    Scenario: a phone abroad pays from the account
      Given a new phone under the risk profile "debit-phone"
      When the cardholder taps the phone to pay 10.00 USD
      Then the terminal approves the payment
      And the account holds 990.80 EUR
      And the spending counters stand at 0 payments and 0.00 EUR
      And the lost-or-stolen counters stand at 1 payments and 0.00 EUR

    # The merchant presents dollars, and what was held is in euros: an issuer that compared the two would pay nothing.
    @TC-T-021 @T-01 @T-08 @needs-phone @needs-wire @shows
    Scenario: what a merchant abroad presents costs what the issuer has held
      Given a new phone under the risk profile "debit-phone"
      And the phone has paid 10.00 USD 2 times
      When the merchant presents the payments
      Then the account holds 981.60 EUR
      And the issuer's books show 0.00 EUR on the card and hold nothing

    # The phone would pay: it has asked, and its limits are far away. Only the issuer knows that it cannot buy this money.
    @TC-T-022 @T-01 @T-08 @needs-phone @needs-wire @pcsc @refuses
    Scenario: the issuer declines a currency that it has no rate for
      Given a new phone under the risk profile "debit-phone"
      When the cardholder taps the phone to pay 10.00 SEK
      Then the terminal declines the payment
      And the issuer has approved no payment
      And the account holds 1000.00 EUR

    # Two rates in one payment: the limits of the card move by its own, and the account pays the issuer's.
    @TC-T-031 @T-01 @T-08 @needs-card @needs-contact @shows
    Scenario: what the issuer approves abroad counts at the card's own rate
      Given a new card under the risk profile "debit-card-abroad"
      And the shop asks the issuer about every payment
      When the cardholder taps the card to pay 10.00 USD
      Then the terminal approves the payment
      And the account holds 990.80 EUR
      And the spending counters stand at 1 payments and 9.50 EUR
      And the lost-or-stolen counters stand at 1 payments and 9.50 EUR

  Rule: where nobody can be asked, only what the card can count is paid

    # The same amount in euros is paid here: it is the currency alone that the phone cannot count.
    @TC-T-023 @T-08 @needs-contactless @needs-phone @needs-wire @refuses
    Scenario: a phone abroad pays nothing where its issuer cannot be asked
      Given a new phone under the risk profile "debit-phone"
      And the cardholder has gone to a shop without a line to the issuer
      And the phone has paid 10.00 EUR 1 times
      When the cardholder taps the phone to pay 10.00 USD
      Then the terminal declines the payment
      And the spending counters stand at 1 payments and 10.00 EUR
      And the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    # The card's own rate is 0.95 EUR, on the safe side. A cent of a dollar makes it round: a part of a cent is a cent.
    @TC-T-024 @T-08 @needs-card @needs-contact @needs-contactless @shows
    Scenario: a card that keeps a rate counts what it pays abroad in its own currency
      Given a new card under the risk profile "debit-card-abroad"
      And the cardholder has gone to a shop without a line to the issuer
      When the cardholder taps the card to pay 10.01 USD
      Then the terminal approves the payment
      And the spending counters stand at 1 payments and 9.51 EUR
      And the lost-or-stolen counters stand at 1 payments and 9.51 EUR

    # The card's rate is for its limits; the account pays what the issuer sells at.
    @TC-T-025 @T-08 @needs-card @needs-contact @shows
    Scenario: what a card paid abroad by itself costs the issuer's own rate
      Given a new card under the risk profile "debit-card-abroad"
      And the card has paid 10.00 USD 1 times
      When the merchant presents the payments
      Then the account holds 990.80 EUR
      And the spending counters stand at 1 payments and 9.50 EUR

    # This card holds the money itself, and has paid at its own rate. Booked at any other, 10.50 EUR on the card would not be what
    # the issuer owes its holder.
    @TC-T-032 @T-08 @needs-card @needs-contact @shows
    Scenario: what a prepaid card pays abroad leaves it at the card's own rate
      Given a new card under the risk profile "prepaid-abroad"
      And the card has paid 10.00 USD 1 times
      When the merchant presents the payments
      Then the card holds 10.50 EUR
      And the issuer's books show 10.50 EUR on the card and hold nothing
      And the spending counters stand at 1 payments and 9.50 EUR

    # Its issuer sells francs, and could be asked; but it has said that this card pays in dollars only.
    @TC-T-026 @T-08 @needs-card @needs-contact @needs-contactless @refuses
    Scenario: a card that keeps one rate declines all other currencies
      Given a new card under the risk profile "debit-card-abroad"
      When the cardholder taps the card to pay 10.00 CHF
      Then the terminal declines the payment
      And the issuer has approved no payment

    # The money is there, as a number. The issuer is not even asked.
    @TC-T-027 @T-08 @needs-card @needs-contact @needs-contactless @needs-funds-on-chip @refuses
    Scenario: a prepaid card pays in its own currency only
      Given a prepaid card that holds 20.00 EUR
      When the cardholder taps the card to pay 5.00 USD
      Then the terminal declines the payment
      And the card still holds 20.00 EUR
      And the issuer has approved no payment
