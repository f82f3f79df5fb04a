@needs-ccd @needs-cda @needs-funds-on-chip @needs-keys @needs-load
Feature: A prepaid card is loaded with three taps

  The card asks its issuer for value, hears the answer, and verifies its holder: three taps, each a new activation of the card.
  Nothing of value moves before the third.

  @needs-contactless
  Rule: a cardholder asks for an amount, and the terminal for a device

    @TC-L-022 @L-01 @L-02 @L-03 @pcsc @shows
    Scenario Outline: <row> a <device> is loaded with three taps
      Given a <device> that holds 20.00 EUR
      When the cardholder loads it with 50.00 EUR
      Then the terminal says that the load was accepted
      And the device holds 70.00 EUR

      @needs-card @needs-contact @needs-enciphered-pin
      Examples:
        | row | device       |
        | 01  | prepaid card |

      @needs-enciphered-pin @needs-fob
      Examples:
        | row | device |
        | 02  | fob    |

      @needs-phone @needs-verification-on-device @needs-wire
      Examples:
        | row | device |
        | 03  | phone  |

    @TC-L-023 @L-01 @needs-card @needs-contact @needs-enciphered-pin @pcsc @refuses
    Scenario: a load of nothing is refused before any card is asked for
      Given a prepaid card that holds 20.00 EUR
      When the cardholder asks the terminal for a load of 0.00 EUR
      Then the terminal refuses the load
      And the card still holds 20.00 EUR

    # Everything is right but the way: over contacts the card has not been tapped. The last line would hold for a terminal that gave
    # up before; the predicate asks that the PIN went to the card.
    @TC-L-024 @L-02 @needs-card @needs-contact @needs-enciphered-pin @needs-offline-pin @pcsc @refuses
    Scenario: a card that is put into a slot for its third tap is not loaded
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      And a dishonest reader uses its slot instead of its antenna
      When the cardholder enters the PIN and taps
      Then the terminal refuses the load
      And the card still holds 20.00 EUR

    @TC-L-025 @L-03 @needs-card @needs-contact @needs-enciphered-pin @pcsc @refuses
    Scenario: a card that leaves the first tap too early has asked its issuer for nothing
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of 50.00 EUR
      And the cardholder will take the card away too early
      When the cardholder taps
      Then the terminal asks to try again
      And the issuer holds 0.00 EUR for the load

  @needs-card @needs-contact
  Rule: a card takes its own currency only, and no more than it may ever hold

    # To the last cent: a card that took an amount equal to what is left for too much would refuse this.
    @TC-L-064 @T-06 @pcsc @shows
    Scenario: a card is loaded up to its maximum
      Given a prepaid card that holds 20.00 EUR
      When the cardholder loads it with 130.00 EUR
      Then the terminal says that the load was accepted
      And the card holds 150.00 EUR

    # The issuer would refuse these as well, so that the terminal says the same of a card that does not look: only the card itself
    # tells that it never opened the load. The second amount is so large that its sum with 20.00 has a digit more than an amount.
    @TC-L-065 @T-06 @needs-contactless @refuses
    Scenario Outline: <row> a card that would hold more than it may asks for nothing: <amount>
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of <amount>
      When the cardholder taps
      Then the terminal refuses the load
      And the card waits for no load

      Examples:
        | row | amount            |
        | 01  | 130.01 EUR        |
        | 02  | 9999999999.99 EUR |

    @TC-L-066 @T-06 @needs-contactless @pcsc @refuses
    Scenario: a card is not loaded in another currency than its own
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of 10.00 USD
      When the cardholder taps
      Then the terminal refuses the load
      And the card waits for no load

  @needs-card @needs-contact @needs-contactless @needs-enciphered-pin
  Rule: the issuer's approval comes first

    @TC-L-001 @L-04 @L-05 @L-06 @pcsc @shows
    Scenario: the first tap carries the card's own request to the issuer
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of 50.00 EUR
      When the cardholder taps
      Then the terminal asks for the card again
      And the issuer holds 50.00 EUR for the load
      And the card still holds 20.00 EUR

    # The answer is changed between issuer and terminal. A terminal that trusted it would ask for the card again.
    @TC-L-002 @L-06 @L-07 @pcsc @refuses
    Scenario: an approval that was changed on its way is not believed
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of 50.00 EUR
      And the network will change the issuer's answer
      When the cardholder taps
      Then the terminal refuses the load
      And the card still holds 20.00 EUR

    # The card's cryptogram is right, and has its approval: what is wrong is that it comes a second time, under another number, so
    # that it is no repeat of a message.
    @TC-L-067 @L-04 @pcsc @refuses
    Scenario: a request that comes once more is not approved once more
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR
      When a dishonest merchant asks the issuer for the same load again
      Then the issuer still holds 50.00 EUR for the load

    # The terminal's seal is right: whoever changed the request holds its key. Only the issuer can tell, by the card's own key.
    @TC-L-026 @L-04 @refuses
    Scenario: a request that the card did not make is not approved
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of 50.00 EUR
      And the network will put another cryptogram into the terminal's request
      When the cardholder taps
      Then the terminal refuses the load
      And the issuer holds 0.00 EUR for the load

    @TC-L-027 @L-05 @L-07 @pcsc @refuses
    Scenario: a request that does not reach the issuer ends the load
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of 50.00 EUR
      And the network will lose the terminal's request
      When the cardholder taps
      Then the terminal refuses the load
      And the issuer holds 0.00 EUR for the load
      And the card still holds 20.00 EUR

    # The answer is genuine, and says no: a terminal that looked at the seal alone would go on.
    @TC-L-021 @L-07 @refuses
    Scenario: the issuer's refusal ends the load
      Given a prepaid card that holds 20.00 EUR
      And the issuer has been told that the card is lost
      And the cardholder has asked the terminal for a load of 50.00 EUR
      When the cardholder taps
      Then the terminal refuses the load
      And the issuer holds 0.00 EUR for the load
      And the card still holds 20.00 EUR

  @needs-card @needs-contact @needs-contactless @needs-enciphered-pin
  Rule: the card authenticates its issuer before the cardholder is asked for anything

    @TC-L-003 @L-07 @L-08 @L-09 @needs-offline-pin @pcsc @shows
    Scenario: the card accepts the issuer at the second tap
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR
      When the cardholder taps
      Then the terminal asks for the PIN
      And the card still holds 20.00 EUR

    # Both approvals are the issuer's own and for the same amount, and whoever passes them on holds the terminal's key: only the
    # card can tell them apart. A card that does not compare gives a certificate, and the terminal asks for the PIN.
    @TC-L-004 @L-08 @L-09 @pcsc @refuses
    Scenario: the approval of another load is worthless
      Given a prepaid card that holds 20.00 EUR
      And an earlier load of 50.00 EUR was accepted
      And a dishonest host passes on the issuer's answer to the earlier load
      And the issuer has approved a load of 50.00 EUR
      When the cardholder taps
      Then the terminal refuses the load
      And the card still holds 70.00 EUR
      And the issuer still holds 50.00 EUR for the load

    # Another card of the same kind, to which the terminal's load means nothing. It would refuse the issuer's answer, and the load
    # would be over for the card that asked: the terminal has to see by itself whom it has before it.
    @TC-L-068 @L-08 @refuses
    Scenario: the approval goes to the card that has asked for it, and to no other
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR
      When another prepaid card that holds 30.00 EUR is tapped
      Then the terminal asks to try again
      And the issuer still holds 50.00 EUR for the load

    # All but one bit of the issuer's cryptogram is right: a card that compares a part of it gives a certificate.
    @TC-L-060 @L-08 @L-09 @refuses
    Scenario: an approval of which one bit was changed is worthless
      Given a prepaid card that holds 20.00 EUR
      And the cardholder has asked the terminal for a load of 50.00 EUR
      And a dishonest host changes the end of the issuer's cryptogram
      And the issuer has approved a load of 50.00 EUR
      When the cardholder taps
      Then the terminal refuses the load
      And the card still holds 20.00 EUR

  @needs-card @needs-contact @needs-contactless @needs-enciphered-pin
  Rule: value reaches the card only after the card has verified its holder

    @TC-L-005 @L-10 @needs-offline-pin @pcsc @shows
    Scenario: the PIN is taken at the terminal, and only then the card is asked for
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When the cardholder enters the PIN
      Then the terminal asks for the card again
      And the card still holds 20.00 EUR

    @TC-L-016 @L-11 @L-12 @L-13 @L-14 @needs-offline-pin @pcsc @shows
    Scenario: the right PIN at the third tap loads the card once
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When the cardholder enters the PIN and taps
      Then the terminal says that the load was accepted
      And the card holds 70.00 EUR
      And the issuer's books show 70.00 EUR on the card and hold nothing

    # The card was authenticated, and is there again: a terminal that counted taps would go on to the third.
    @TC-L-028 @L-10 @L-11 @needs-offline-pin @pcsc @refuses
    Scenario: a tap while the PIN is awaited brings nothing
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When the cardholder taps
      Then the terminal asks for the PIN
      And the card still holds 20.00 EUR
      And the issuer still holds 50.00 EUR for the load

    # The PIN is right, and the card is in the state for it: only that it came in clear speaks against it.
    @TC-L-029 @L-12 @needs-offline-pin @pcsc @refuses
    Scenario: a PIN that comes to the card in clear is not taken
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      And a dishonest reader hands the card the PIN in clear
      When the cardholder enters the PIN and taps
      Then the terminal refuses the load
      And the card still holds 20.00 EUR
      And the issuer still holds 50.00 EUR for the load

    @TC-L-017 @L-13 @L-14 @needs-offline-pin @pcsc @refuses
    Scenario: a wrong PIN at the third tap loads nothing and costs one try
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When the cardholder enters a wrong PIN and taps
      Then the terminal says that the PIN was wrong, with one try less
      And the card still holds 20.00 EUR
      And the issuer still holds 50.00 EUR for the load

    # The card has authenticated its issuer and given its certificate: all that is missing is the third tap.
    @TC-L-069 @L-14 @refuses
    Scenario: a load is booked on the card's receipt, and not on its certificate
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When a dishonest merchant reports the load before the card has accepted it
      Then the issuer still holds 50.00 EUR for the load
      And the card still holds 20.00 EUR

    # Under another number, so that it is no repeat of a message: the receipt itself has to tell that it was there before.
    @TC-L-070 @L-14 @refuses
    Scenario: a receipt that comes once more is not booked once more
      Given a prepaid card that holds 20.00 EUR
      And an earlier load of 50.00 EUR was accepted
      When a dishonest merchant reports the same load again
      Then the issuer's books show 70.00 EUR on the card and hold nothing
      And the account holds 950.00 EUR

    # The repeated PIN is the right one, so only the challenge inside it tells: a card that does not compare it takes the load.
    @TC-L-018 @L-14 @needs-offline-pin @refuses
    Scenario: a PIN that was overheard at an earlier load is worth nothing at the next
      Given a prepaid card that holds 20.00 EUR
      And an earlier load of 50.00 EUR was accepted
      And a dishonest reader repeats the PIN of the earlier load
      And the issuer has approved a load of 30.00 EUR and the card has accepted the issuer
      When the cardholder enters the PIN and taps
      Then the card still holds 70.00 EUR
      And the issuer still holds 30.00 EUR for the load

    # The PIN is the right one: a card that spends the try after it has compared, or in a transaction that the cut undoes, would
    # let a thief look at each guess and take it back.
    @TC-L-061 @L-13 @needs-offline-pin @refuses
    Scenario: a check of the PIN that is cut short has cost a try
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      And a dishonest reader cuts the power while the card checks the PIN
      When the cardholder enters the PIN and taps
      Then the card has 1 PIN try less
      And the card still holds 20.00 EUR

    @TC-L-062 @L-13 @needs-offline-pin @refuses
    Scenario: a wrong PIN leaves the lost-or-stolen counters as they are
      Given a prepaid card that holds 20.00 EUR
      And the card has paid 5.00 EUR 2 times
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When the cardholder enters a wrong PIN and taps
      Then the terminal says that the PIN was wrong, with one try less
      And the lost-or-stolen counters stand at 2 payments and 10.00 EUR

  @needs-card @needs-contact
  Rule: the issuer hears of a load whatever happens to the line and to the terminal

    # The receipt is nowhere else: a terminal that kept it where it needs power would leave the issuer's books open for ever.
    @TC-L-080 @L-14 @needs-contactless @needs-enciphered-pin @needs-offline-pin @shows
    Scenario: the receipt outlives a lost line and the terminal's loss of power
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      And the network will lose the terminal's request
      And the cardholder enters the PIN and taps
      And the network works again
      When the terminal is switched off and on
      Then the card holds 70.00 EUR
      And the issuer's books show 70.00 EUR on the card and hold nothing

    # The issuer has approved, and the card may still take the load: so the hold is in doubt, and is not given back.
    @TC-L-081 @T-07 @pcsc @refuses
    Scenario: a terminal that lost its power takes its load back, and the issuer gives no money back for it
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When the terminal is switched off and on
      Then the issuer holds 50.00 EUR in doubt
      And the card still holds 20.00 EUR

  @needs-card @needs-contact @needs-contactless @needs-enciphered-pin @needs-offline-pin
  Rule: a load ends when its card is used for something else

    # A card that kept the load would be credited after the issuer had given the money back.
    @TC-L-019 @L-14 @refuses
    Scenario: a payment between the second and the third tap ends the load
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      And the card has paid 5.00 EUR 1 times
      When the cardholder enters the PIN and taps
      Then the terminal refuses the load
      And the card still holds 15.00 EUR
      And the issuer holds 0.00 EUR for the load

    # The terminal goes on, for what its reader tells it: only the card itself knows that its load has ended.
    @TC-L-063 @L-14 @refuses
    Scenario: the right PIN credits nothing when no load is pending
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      And the card has paid 5.00 EUR 1 times
      And a dishonest reader says that the card still waits for its load
      When the cardholder enters the PIN and taps
      Then the terminal refuses the load
      And the card still holds 15.00 EUR

  @needs-card @needs-contact
  Rule: what the issuer has approved goes back on the card's own word

    # The payment itself is the card's word: its certificate is newer than the load, and shows that the load was not accepted.
    @TC-L-071 @T-07 @pcsc @shows
    Scenario: a later payment proves that a load was not accepted
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      And the card has paid 5.00 EUR 1 times
      When the merchant presents the payments
      Then the issuer holds 0.00 EUR for the load
      And the account holds 1000.00 EUR

    # The approval has left: a cardholder who kept it could still finish the load at another terminal.
    @TC-L-072 @T-07 @refuses
    Scenario: a terminal that takes a load back does not bring the money back
      Given a prepaid card that holds 20.00 EUR
      And the issuer has approved a load of 50.00 EUR
      When the cardholder gives up the load
      Then the terminal refuses the load
      And the issuer holds 50.00 EUR in doubt
      And the account holds 950.00 EUR

  Rule: the PIN of a load counts as seeing the owner

    @TC-L-020 @L-13 @L-14 @needs-card @needs-contact @needs-contactless @needs-enciphered-pin @needs-offline-pin @shows
    Scenario: an accepted load starts both pairs of counters anew
      Given a prepaid card that holds 20.00 EUR
      And the card has paid 5.00 EUR 2 times
      And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
      When the cardholder enters the PIN and taps
      Then the terminal says that the load was accepted
      And the card holds 60.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR
      And the spending counters stand at 0 payments and 0.00 EUR
