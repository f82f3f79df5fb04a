@needs-card @needs-ccd @needs-cda @needs-contact @needs-funds-on-chip @needs-keys @needs-scripts
Feature: The issuer changes a card that is in use

  With its answer to an online payment the issuer can send commands that only the card understands. The terminal hands them over
  and reports what came of them.

  Background:
    Given a prepaid card that holds 20.00 EUR
    And the shop asks the issuer about every payment

  Rule: what the issuer orders is done, and the issuer hears of it

    @TC-T-010 @T-04 @needs-contactless @shows
    Scenario: the issuer lets the card be spent less before its holder is asked for
      Given the issuer has ordered a lost-or-stolen limit of 40.00 EUR for the card
      When the cardholder taps the card to pay 8.00 EUR
      Then the terminal approves the payment
      And the card's lost-or-stolen limit is 40.00 EUR

    # The payment is still the card's: the command that blocks it comes behind its certificate, and its MAC hangs on the one of the
    # command before.
    @TC-T-011 @T-04 @needs-contactless @shows
    Scenario: the issuer changes a card and blocks it with the payment that it approves
      Given the issuer has ordered a lost-or-stolen limit of 40.00 EUR for the card
      And the issuer has ordered a block for the card
      When the cardholder taps the card to pay 8.00 EUR
      Then the terminal approves the payment
      And the card is blocked

    # The old PIN would be refused by this card, and the new one by a card that did not hear of it.
    @TC-T-019 @T-04 @T-05 @needs-offline-pin @pcsc @shows
    Scenario: the issuer gives the card another PIN
      Given the issuer has ordered another PIN for the card
      And the card has paid 8.00 EUR 1 times
      When the cardholder puts the card in to pay 5.00 EUR and enters the new PIN
      Then the terminal approves the payment
      And the card holds 7.00 EUR

    @TC-T-012 @T-04 @shows
    Scenario: the issuer hears that the card has heard it
      Given the issuer has ordered a lost-or-stolen limit of 40.00 EUR for the card
      And the card has paid 8.00 EUR 1 times
      When the merchant presents the payments
      Then the issuer has nothing left to tell the card

  @needs-contactless
  Rule: only the issuer's own commands are taken, in their order, up to the first that fails

    # All of the command but the last bit of its MAC is right: a card that compares a part of it does what it says. The issuer, who
    # does not know what the card made of it, has to say it again.
    @TC-T-013 @T-04 @pcsc @refuses
    Scenario: a command that was changed on its way is not carried out
      Given the issuer has ordered a lost-or-stolen limit of 40.00 EUR for the card
      And a dishonest host changes the end of the issuer's command
      When the cardholder taps the card to pay 8.00 EUR
      Then the card's lost-or-stolen limit is as it was
      And the issuer has something left to tell the card

    # The second command is untouched, and its MAC is right: only that the first one failed speaks against it.
    @TC-T-014 @T-04 @refuses
    Scenario: after a command that fails the card takes none of the rest
      Given the issuer has ordered a lost-or-stolen limit of 40.00 EUR for the card
      And the issuer has ordered a block for the card
      And a dishonest host changes the end of the issuer's command
      When the cardholder taps the card to pay 8.00 EUR
      Then the card's lost-or-stolen limit is as it was
      And the card is not blocked
