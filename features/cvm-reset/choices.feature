@needs-ccd @needs-cda @needs-contactless @needs-keys
Feature: An issuer decides on more than limits

  Two devices with the same limits need not behave alike: what they do at a gate, where no line is, and how far their owner may go,
  stands in their risk profile.

  @needs-card @needs-contact
  Rule: at a gate nobody is asked, and everything is counted

    # In the shop the card wants to see its holder: over its limit it pays nowhere else. The gate comes after that, with the same
    # card and the same amount.
    @TC-R-061 @T-09 @pcsc @shows
    Scenario: a gate lets pass what a shop asks the holder for
      Given a new card under the risk profile "transit-card"
      And the card has paid 2.50 EUR 3 times
      And the cardholder taps the card to pay 2.50 EUR
      And the cardholder has gone to a gate without a line to the issuer
      When the cardholder taps the card to pay 2.50 EUR
      Then the terminal approves the payment
      And the card holds 0.00 EUR
      And the lost-or-stolen counters stand at 4 payments and 10.00 EUR

    # A card that did not count at gates would pay on here, and a thief would only have to travel first.
    @TC-R-062 @T-09 @pcsc @refuses
    Scenario: after the gates a shop asks for the holder
      Given a new card under the risk profile "transit-card"
      And the cardholder has gone to a gate without a line to the issuer
      And the card has paid 2.00 EUR 4 times
      And the cardholder has gone to a shop
      When the cardholder taps the card to pay 2.00 EUR
      Then the terminal asks for the card in its slot
      And the card still holds 2.00 EUR
      And the lost-or-stolen counters stand at 4 payments and 8.00 EUR

  Rule: where no line is, an issuer may want nothing paid

    # The card has just paid the same amount without asking anybody, where it could have asked.
    @TC-R-063 @T-09 @needs-card @needs-contact @refuses
    Scenario: a card whose issuer wants to be within reach pays nothing where there is no line
      Given a new card under the risk profile "debit-card"
      And the card has paid 10.00 EUR 1 times
      And the cardholder has gone to a shop without a line to the issuer
      When the cardholder taps the card to pay 10.00 EUR
      Then the terminal declines the payment
      And the spending counters stand at 1 payments and 10.00 EUR

  @needs-cvm-reset @needs-phone @needs-verification-on-device @needs-wire
  Rule: an owner may want to be asked sooner, within bounds

    # Each wish is tighter than the limits of 5 payments and 150.00 EUR: only the bounds of this issuer speak against it, of which the
    # last is there because this phone asks above 50.00 EUR anyway.
    @TC-R-064 @R-04 @refuses
    Scenario Outline: <row> an owner who wants to be asked <wish> is refused
      Given a new phone under the risk profile "debit-phone"
      And the phone asks for a finger for 60.00 EUR
      When the cardholder enters the passcode and sets the phone to ask <wish>
      Then the phone refuses the settings
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

      Examples:
        | row | wish             |
        | 01  | above 4.99 EUR   |
        | 02  | after 0 payments |
        | 03  | above 50.01 EUR  |

    # Had the phone taken the second wish, it would not pay the 9.00 EUR unasked; had it lost the first, it would pay the 10.01 EUR.
    @TC-R-065 @R-04 @pcsc @refuses
    Scenario: a wish that is refused leaves the one before it
      Given a new phone under the risk profile "debit-phone"
      And the phone asks for a finger for 60.00 EUR
      And the phone has been set to ask above 10.00 EUR
      And 60 seconds have passed
      And the phone asks for a finger for 20.00 EUR
      And the cardholder enters the passcode and sets the phone to ask above 4.99 EUR
      And 60 seconds have passed
      And the phone has paid 9.00 EUR 1 times
      When the cardholder taps the phone to pay 10.01 EUR
      Then the phone asks for a finger
      And the lost-or-stolen counters stand at 1 payments and 9.00 EUR
