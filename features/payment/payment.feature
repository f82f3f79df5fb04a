@needs-ccd @needs-cda @needs-keys
Feature: Paying online, giving back goods, and looking at the balance

  Where a shop asks the issuer, the issuer decides, and the card certifies only what its issuer has approved. What a shop gives back
  goes into the account on proof that the card was there; on the card nothing moves.

  @needs-card @needs-contact @needs-contactless @needs-funds-on-chip
  Rule: the issuer decides what it is asked

    # What is on the chip is spent first, so the card is debited at the second cryptogram: one that was declined moves nothing.
    @TC-T-001 @T-01 @shows
    Scenario: a payment that the issuer approves is certified by the card
      Given a prepaid card that holds 20.00 EUR
      And the shop asks the issuer about every payment
      When the cardholder taps the card to pay 8.00 EUR
      Then the terminal approves the payment
      And the card holds 12.00 EUR

    # The money is there, and the card would pay offline: only the issuer knows that it is lost, and blocks it with its answer. A
    # card that is blocked by an approval gives no certificate either; so the books have to tell that there was none.
    @TC-T-002 @T-01 @refuses
    Scenario: a lost card pays nothing where the issuer is asked
      Given a prepaid card that holds 20.00 EUR
      And the shop asks the issuer about every payment
      And the issuer has been told that the card is lost
      When the cardholder taps the card to pay 8.00 EUR
      Then the terminal declines the payment
      And the issuer has approved no payment
      And the account holds 1000.00 EUR

  @needs-contactless
  Rule: an approval does to the spending counters what the issuer has chosen

    # Two payments are counted before the issuer is asked, so that nothing, one more and a new beginning are three different things.
    @TC-T-028 @T-01 @needs-card @needs-contact @shows
    Scenario: an approval may leave the counters where they are
      Given a new card under the risk profile "debit-card"
      And the card has paid 10.00 EUR 2 times
      And the shop asks the issuer about every payment
      When the cardholder taps the card to pay 20.00 EUR
      Then the terminal approves the payment
      And the spending counters stand at 2 payments and 20.00 EUR

    @TC-T-029 @T-01 @needs-card @needs-contact @shows
    Scenario: an approval may count like a payment that nobody was asked about
      Given a new card under the risk profile "debit-card-abroad"
      And the card has paid 10.00 EUR 2 times
      And the shop asks the issuer about every payment
      When the cardholder taps the card to pay 20.00 EUR
      Then the terminal approves the payment
      And the spending counters stand at 3 payments and 40.00 EUR
      And the account holds 980.00 EUR

    @TC-T-030 @T-01 @needs-phone @needs-wire @shows
    Scenario: an approval may let the counters begin anew
      Given a new phone under the risk profile "debit-phone"
      And the phone has paid 10.00 EUR 2 times
      And the shop asks the issuer about every payment
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal approves the payment
      And the spending counters stand at 0 payments and 0.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 40.00 EUR

  @needs-card @needs-contact @needs-funds-on-chip @needs-offline-pin
  Rule: a card in the slot is paid with by whoever knows its PIN

    @TC-T-015 @T-05 @shows
    Scenario: the right PIN pays, and the card has seen its holder
      Given a prepaid card that holds 20.00 EUR
      And the card has paid 3.00 EUR 2 times
      When the cardholder puts the card in to pay 8.00 EUR and enters the PIN
      Then the terminal approves the payment
      And the card holds 6.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    @TC-T-016 @T-05 @pcsc @refuses
    Scenario: a wrong PIN pays nothing and costs one try
      Given a prepaid card that holds 20.00 EUR
      And the card has paid 3.00 EUR 2 times
      When the cardholder puts the card in to pay 8.00 EUR and enters a wrong PIN
      Then the terminal declines the payment
      And the card has 1 PIN try less
      And the card still holds 14.00 EUR
      And the lost-or-stolen counters stand at 2 payments and 6.00 EUR

    @TC-T-017 @T-05 @refuses
    Scenario: who guesses has as many tries as the issuer gave the card
      Given a prepaid card that holds 20.00 EUR
      When the cardholder puts the card in to pay 8.00 EUR and enters wrong PINs until no try is left
      Then the terminal declines the payment
      And the card takes no PIN any more
      And the card still holds 20.00 EUR

    # The rules of the card let a terminal go on without a PIN: it is the issuer who has to say no.
    @TC-T-018 @T-05 @refuses
    Scenario: who passes over the PIN pays nothing
      Given a prepaid card that holds 20.00 EUR
      When the cardholder puts the card in to pay 8.00 EUR and enters no PIN
      Then the terminal declines the payment
      And the card still holds 20.00 EUR

  @needs-card @needs-contact @needs-contactless @needs-funds-on-chip
  Rule: what goes back goes into the account

    @TC-T-004 @T-02 @pcsc @shows
    Scenario: a refund credits the account and leaves the card alone
      Given a prepaid card that holds 20.00 EUR
      And the card has paid 8.00 EUR 1 times
      And the merchant has presented the payments
      When the cardholder gives back goods for 3.00 EUR and taps
      Then the terminal says that the money is given back
      And the card holds 12.00 EUR
      And the account holds 1003.00 EUR

    # Nothing was bought here: a merchant who could give back what was never paid would make money out of nothing.
    @TC-T-005 @T-02 @pcsc @refuses
    Scenario: nothing goes back that was never paid
      Given a prepaid card that holds 20.00 EUR
      When the cardholder gives back goods for 3.00 EUR and taps
      Then the terminal declines the payment
      And the card still holds 20.00 EUR
      And the account holds 1000.00 EUR

  Rule: looking costs nothing

    @TC-T-006 @T-03 @needs-card @needs-contact @needs-contactless @needs-funds-on-chip @pcsc @shows
    Scenario: the balance is shown without paying
      Given a prepaid card that holds 20.00 EUR
      When the cardholder taps for the balance
      Then the terminal shows a balance of 20.00 EUR
      And the card still holds 20.00 EUR
