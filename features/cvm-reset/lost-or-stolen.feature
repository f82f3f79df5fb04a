Feature: A phone asks for its owner before a thief can spend much

  The phone's secure element counts payments twice: for the issuer's money, and for the case that the phone is in wrong hands. When the
  second pair of counters reaches its limit, the phone wants its owner's passcode; only a right one sets that pair back.

  Background:
    Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner

  Rule: both pairs of counters are in memory that outlives the power

    @TC-R-007 @R-01 @R-02 @shows
    Scenario: a phone that was switched off knows what it has paid
      Given the phone has paid 10.00 EUR 2 times
      When the phone is switched off and on
      Then the phone holds 80.00 EUR
      And the spending counters stand at 2 payments and 20.00 EUR
      And the lost-or-stolen counters stand at 2 payments and 20.00 EUR

    # Were one of the pairs in memory that forgets, the thief would switch the phone off after each third payment.
    @TC-R-008 @R-01 @R-02 @R-07 @refuses
    Scenario: switching the phone off brings a thief no further payment
      Given the phone has paid 10.00 EUR 3 times
      And the phone has been switched off and on
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the phone still holds 70.00 EUR
      And the spending counters stand at 3 payments and 30.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

  Rule: the issuer decides on the limits, and on what they do together

    # The second phone has paid less, and asks. Each phone's own report of its limits has to agree with when it asked.
    @TC-R-009 @R-03 @shows
    Scenario: two phones with different limits ask at different payments
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR
      And a wary phone that holds 100.00 EUR and pays 1 times before it asks for its owner
      And the phone has paid 10.00 EUR 1 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    @TC-R-010 @R-03 @refuses
    Scenario: nobody but the issuer raises the limits
      Given the phone has paid 10.00 EUR 3 times
      And a strange application on the phone has tried to raise its limits
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone asks for the passcode
      And the phone still holds 70.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

  Rule: the limit trips after the money was found to suffice, and the owner is asked

    @TC-R-001 @R-05 @R-06 @R-07 @R-08 @shows
    Scenario: the payment after the limit asks for the passcode
      Given the phone has paid 10.00 EUR 3 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal says "see phone"
      And the phone asks for the passcode
      And the phone still holds 70.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    # The second payment passes the limit of the amount, and not yet that of the number: a phone that wanted one limit only would
    # ask there, and the story could not begin.
    @TC-R-011 @R-06 @R-07 @R-08 @shows
    Scenario: one limit alone does not ask, both together do
      Given the phone has paid 20.00 EUR 3 times
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal says "see phone"
      And the phone asks for the passcode
      And the phone still holds 40.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 60.00 EUR

    # This issuer wants one limit only: the amount trips while the number is far away.
    @TC-R-012 @R-06 @R-08 @shows
    Scenario: a wary phone asks as soon as one limit is passed
      Given a wary phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 20.00 EUR 1 times
      When the cardholder taps the phone to pay 20.00 EUR
      Then the terminal says "see phone"
      And the phone asks for the passcode
      And the lost-or-stolen counters stand at 1 payments and 20.00 EUR

    # A thief who taps again has the same phone in hand, which has asked already.
    @TC-R-013 @R-07 @refuses
    Scenario: a second tap without the passcode does not pay
      Given the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal says "see phone"
      And the phone still holds 70.00 EUR
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    @TC-R-014 @R-05 @refuses
    Scenario: nothing is paid without a tap
      Given the phone has paid 10.00 EUR 1 times
      When a strange application on the phone tries to pay 10.00 EUR without a tap
      Then the phone still holds 90.00 EUR
      And the spending counters stand at 1 payments and 10.00 EUR

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
