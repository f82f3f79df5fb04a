Feature: A phone asks for its owner before a thief can spend much

  The phone's secure element counts payments twice: for the issuer's money, and for the case that the phone is in wrong hands. When the
  second pair of counters reaches its limit, the phone wants its owner's passcode; only a right one sets that pair back.

  Background:
    Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner

  Rule: the limit trips after the money was found to suffice, and the owner is asked

    @TC-R-001 @R-05 @R-06 @R-07 @R-08 @shows
    Scenario: the payment after the limit asks for the passcode
      Given the phone has paid 10.00 EUR 3 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal says "see phone"
      And the phone asks for the passcode
      And the phone still holds 70.00 EUR

    # The limit has tripped as well: a phone that looked at it first would ask for the passcode in vain.
    @TC-R-002 @R-06 @R-08 @refuses
    Scenario: without funds nobody is asked for anything
      Given the phone has paid 30.00 EUR 3 times
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal declines the payment
      And the phone asks for nothing
      And the phone still holds 10.00 EUR

  Rule: only a valid passcode resets the second pair, and it resets nothing else

    @TC-R-003 @R-09 @R-10 @shows
    Scenario: the right passcode resets the lost-or-stolen counters
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder enters the passcode
      Then the phone asks for a second tap
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR
      And the spending counters stand at 3 payments and 30.00 EUR

    @TC-R-004 @R-09 @R-10 @refuses
    Scenario: a wrong passcode resets nothing and costs one try
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder enters a wrong passcode
      Then the phone says that the passcode was wrong, with one try less
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

  Rule: the second tap consummates the payment that the owner was asked for, and no other

    @TC-R-005 @R-11 @shows
    Scenario: the phone pays at the second tap
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder has entered the passcode
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal approves the payment
      And the phone holds 60.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    @TC-R-006 @R-11 @refuses
    Scenario: the passcode for a small payment does not pay a larger one
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder has entered the passcode
      When the cardholder taps the phone to pay 25.00 EUR
      Then the terminal declines the payment
      And the phone still holds 70.00 EUR
